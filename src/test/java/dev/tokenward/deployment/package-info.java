/**
 * What {@code deploy} would put into a cluster: the manifests as {@code kubectl} renders them, read
 * by typed models of Kubernetes, and the recipes of the images. No cluster and no container engine
 * is needed; what can be tried on a running service is tried on one.
 */
package dev.tokenward.deployment;
