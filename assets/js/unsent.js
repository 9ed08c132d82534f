// What could not be sent is put back into the form it came from; nothing is sent by itself.
(() => {
  "use strict";
  const held = document.getElementById("unsent");
  if (!held) return;
  const { to, fields } = JSON.parse(held.textContent);
  const names = Object.keys(fields);
  const fits = (form) => names.filter((name) => form.elements.namedItem(name)).length;
  const forms = [...document.forms].filter((form) => form.method === "post" && fits(form));
  const named = forms.filter((form) => new URL(form.action, location.href).pathname === to);
  const form = (named.length ? named : forms).sort((a, b) => fits(b) - fits(a))[0];
  if (!form) return;
  const left = Object.fromEntries(names.map((name) => [name, [...fields[name]]]));
  for (const element of form.elements) {
    if (["hidden", "password", "file", "submit", "button"].includes(element.type)) continue;
    const texts = fields[element.name];
    if (element.type === "checkbox" || element.type === "radio") {
      element.checked = Boolean(texts) && texts.includes(element.value);
    } else if (element.type === "select-multiple") {
      for (const option of element.options) option.selected = Boolean(texts?.includes(option.value));
    } else if (left[element.name]?.length) {
      element.value = left[element.name].shift();
    }
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
})();
