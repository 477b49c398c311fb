// Comforts. Every page works without them, but for copying.
(function () {
  'use strict';

  // Copies the text of the element that the button names, and says so.
  document.querySelectorAll('[data-copy]').forEach(function (button) {
    var source = document.getElementById(button.dataset.copy);
    var words = button.textContent;
    button.hidden = false;
    button.addEventListener('click', function () {
      copy(source).then(
        function () { say('Copied'); },
        function () { say('Select and copy it yourself'); });
    });
    function say(text) {
      button.textContent = text;
      document.getElementById('copied').textContent = text;
      setTimeout(function () { button.textContent = words; }, 3000);
    }
  });

  function copy(source) {
    if (navigator.clipboard) {
      return navigator.clipboard.writeText(source.textContent);
    }
    // Without https there is only the old way.
    var range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return document.execCommand('copy') ? Promise.resolve() : Promise.reject();
  }

  // Asks before a page is left whose content is shown only once.
  var once = document.querySelector('[data-shown-once]');
  if (once) {
    var warn = function (event) { event.preventDefault(); };
    addEventListener('beforeunload', warn);
    document.querySelectorAll('[data-stored]').forEach(function (link) {
      link.addEventListener('click', function () { removeEventListener('beforeunload', warn); });
    });
  }

  // Shows a part of a form only while the choice is made that it belongs to.
  document.querySelectorAll('[data-only-with]').forEach(function (part) {
    var choice = document.getElementById(part.dataset.onlyWith);
    function update() { part.hidden = !choice.checked; }
    document.querySelectorAll('input[name="' + choice.name + '"]').forEach(function (other) {
      other.addEventListener('change', update);
    });
    update();
  });

  // What is wrong is said first.
  var wrong = document.querySelector('.wrong[tabindex]');
  if (wrong) {
    wrong.focus();
  }
})();
