// Drafts: says when what was typed has been kept, and warns before leaving while it has not.
(() => {
  "use strict";
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const place = document.getElementById("draft-state");
  const say = (key) => {
    if (place) place.textContent = place.dataset[key] || "";
  };
  let unsaved = false;
  form.addEventListener("input", () => {
    unsaved = true;
    say("typing");
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt !== form && !form.contains(event.detail.elt)) return;
    unsaved = !event.detail.successful;
    say(event.detail.successful ? "kept" : "failed");
  });
  form.addEventListener("submit", () => {
    unsaved = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
})();
