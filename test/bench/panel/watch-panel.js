// Runs in the page from its first moment, in browsers of today and of 2012: notes when the first screen stands, and how long after a press
// something is on the display. A file of its own and ES5, since functions that tsx has compiled lean on what the page does not have.
(function () {
  var keypadStands = false;
  var armed = null;
  var pressedAt = null;

  // Presses are measured from when the system had them, where the browser says so (older ones count from 1970).
  function press(event) {
    if (armed !== null && event.isTrusted !== false && pressedAt === null)
      pressedAt = event.timeStamp < 1e12 ? event.timeStamp : performance.now();
  }
  var kinds = ['pointerdown', 'mousedown', 'keydown'];
  for (var i = 0; i < kinds.length; i++) document.addEventListener(kinds[i], press, true);

  // Where whoever waits for it can see it: the page's policy lets nobody evaluate text again and again.
  function note(name, ms) {
    document.documentElement.setAttribute('data-' + name.toLowerCase(), String(ms));
  }

  // A message that is sent in a frame is heard when that frame has been painted.
  function painted(then) {
    requestAnimationFrame(function () {
      var channel = new MessageChannel();
      channel.port1.onmessage = function () {
        channel.port1.onmessage = null;
        then(performance.now());
      };
      channel.port2.postMessage(0);
    });
  }

  function look() {
    if (!keypadStands && document.querySelector('platen-panel .keypad .key') !== null) {
      keypadStands = true;
      painted(function (at) {
        note('keypadAt', at);
      });
    }
    if (armed === null || pressedAt === null) return;
    if (document.querySelectorAll(armed.selector).length < armed.count) return;
    var since = pressedAt;
    armed = pressedAt = null;
    painted(function (at) {
      note('took', at - since);
    });
  }
  new MutationObserver(look).observe(document, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
  });

  // The first moment at which the painted keypad takes a digit: one is pressed there as soon as it is painted and listened to. `data-digitat`.
  var early;
  Object.defineProperty(window, 'platenEarlyKeys', {
    get: function () {
      return early;
    },
    set: function (value) {
      early = value;
      if (!window.benchPressesFirst) return;
      painted(function () {
        var keys = document.querySelectorAll('[data-painted] .key');
        if (keys.length === 0) return;
        keys[4].click();
        painted(function (at) {
          if (document.querySelector('.code-place:not(:empty)') !== null) note('digitAt', at);
        });
      });
    },
  });

  // Milliseconds from the next press to so many elements of that kind: the attribute `data-took`. The navigation's are in `data-keypadat`.
  window.armBench = function (selector, count) {
    armed = { selector: selector, count: count };
    pressedAt = null;
    document.documentElement.removeAttribute('data-took');
  };
})();
