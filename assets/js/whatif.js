// What-if: the address keeps what was typed, short, as the server spelled it; notes follow the fields.
(() => {
  "use strict";
  const form = document.getElementById("whatif");
  if (!form) return;

  // Only fields that differ from how they came travel; the server knows the rest.
  const came = new Map();
  for (const field of form.querySelectorAll("[name^='f.']")) {
    came.set(field.name, field.dataset.was ?? field.value);
  }
  form.addEventListener("htmx:configRequest", (event) => {
    const sent = event.detail.parameters;
    for (const [name, text] of came) {
      if (sent[name] === text) delete sent[name];
    }
  });
  // A chip, filter or order asks with what stands in the fields now, also while an answer is out.
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.target.closest("#answers")) return;
    const address = new URL(event.detail.path, window.location.href);
    if (address.pathname !== new URL(form.action, window.location.href).pathname) return;
    for (const name of [...address.searchParams.keys()]) {
      if (name.startsWith("f.")) address.searchParams.delete(name);
    }
    for (const field of form.querySelectorAll("[name^='f.']")) {
      if (field.value !== came.get(field.name)) address.searchParams.set(field.name, field.value);
    }
    event.detail.path = address.pathname + address.search;
  });
  form.addEventListener("submit", () => {
    for (const field of form.querySelectorAll("[name^='f.']")) {
      if (field.value === came.get(field.name)) field.disabled = true;
    }
  });
  window.addEventListener("pageshow", () => {
    for (const field of form.querySelectorAll("[name^='f.']:disabled")) field.disabled = false;
  });

  // The answer tells which facts were changed; the fields say so without losing the cursor.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "answers") return;
    const told = document.getElementById("notes");
    if (!told) return;
    const notes = JSON.parse(told.textContent);
    for (const row of form.querySelectorAll(".fact")) {
      const code = row.id.replace("fact-", "");
      const note = notes[code];
      if (!note) continue;
      row.classList.toggle("edited", note.edited);
      const place = document.getElementById(`note-${code}`);
      place.textContent = note.words;
      place.classList.toggle("bad", note.wrong);
      const field = row.querySelector("input, select");
      if (field) field.setAttribute("aria-invalid", note.wrong ? "true" : "false");
      const said = document.getElementById(`said-${code}`);
      if (said && note.said) said.textContent = note.said;
    }
    const state = document.getElementById("whatif-state");
    if (state) state.textContent = notes._state;
  });
})();
