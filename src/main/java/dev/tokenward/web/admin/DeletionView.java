package dev.tokenward.web.admin;

import java.util.List;

/**
 * The page that asks whether something shall be deleted.
 *
 * @param heading the question
 * @param consequences what it means, in complete sentences
 * @param path where the form leads, and what it is about below that
 * @param back where to go instead
 * @param button what is done
 */
record DeletionView(
    String heading, List<String> consequences, String path, String back, String button) {}
