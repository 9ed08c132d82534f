// Small manners of every page. Without this file each page still reads and every form still posts.
(() => {
  "use strict";

  // Menus close when one looks elsewhere.
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // A form that changes something is sent once: a second click within the answer is no second act.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) {
      button.setAttribute("aria-disabled", "true");
    }
  });
  const rearm = (root) => {
    for (const form of root.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-disabled=true]")) {
        button.removeAttribute("aria-disabled");
      }
    }
  };
  window.addEventListener("pageshow", () => rearm(document));
  document.addEventListener("htmx:afterRequest", () => rearm(document));

  // What was typed and not sent is not left by accident; what keeps itself says so by draft.js.
  let typed = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-draft]:not([hx-post])")) typed = true;
  });
  document.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });

  // Filters answer when a choice is made; by keyboard an arrow is no choice yet, so there, behind
  // an opened button (several are chosen at once) and without a script "Search" asks.
  let keyed = false;
  document.addEventListener("keydown", () => { keyed = true; }, true);
  document.addEventListener("pointerdown", () => { keyed = false; }, true);
  document.addEventListener("change", (event) => {
    if (keyed || event.target.closest("details[open]")) return;
    const form = event.target.closest("form[data-filters]");
    if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) {
      form.requestSubmit();
    }
  });

  // Dialogs: <button data-opens="id">; closing gives the focus back by itself.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    const closer = event.target.closest("[data-closes]");
    if (closer) closer.closest("dialog")?.close();
    const printer = event.target.closest("[data-prints]");
    if (printer) window.print();
  });

  // A table that fits needs no box to scroll in: its head then sticks below the masthead.
  const fit = () => {
    const head = document.querySelector(".masthead")?.offsetHeight || 0;
    document.documentElement.style.setProperty("--head", `${head - 1}px`);
    for (const box of document.querySelectorAll(".tablebox")) {
      box.classList.remove("fits");
      const fits = box.scrollWidth <= box.clientWidth;
      if (box.clientWidth) box.classList.toggle("fits", fits);
      if (fits) box.removeAttribute("tabindex");
      else box.tabIndex = 0; // what has to be scrolled can be scrolled by keys
    }
  };
  fit();
  window.addEventListener("resize", fit);
  document.addEventListener("toggle", fit, true);
  document.addEventListener("htmx:afterSettle", fit);

  // After a refused form the summary of errors is read first.
  const errors = document.querySelector(".errors[tabindex]");
  if (errors) errors.focus();

  // Part answers that fail say so in words.
  const failed = () => {
    const place = document.getElementById("part-failed");
    if (place) place.hidden = false;
  };
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:afterOnLoad", () => {
    const place = document.getElementById("part-failed");
    if (place) place.hidden = true;
  });
})();
