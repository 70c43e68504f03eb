'use strict';

// The code stands after the link's '#', so that it is sent to nobody before the button is pressed.
const code = decodeURIComponent(location.hash.slice(1));
if (code) {
  document.getElementById('code').value = code;
  document.getElementById('typed').hidden = true;
}
