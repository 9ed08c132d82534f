// The compare tray: up to four products, kept for this tab. Without it the boxes post with the form.
(() => {
  "use strict";
  const KEY = "kerong.compare";
  const MOST = 4;
  const tray = document.getElementById("tray");
  if (!tray) return;
  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(KEY)) || [];
    } catch {
      return [];
    }
  };
  const write = (list) => sessionStorage.setItem(KEY, JSON.stringify(list));

  const show = () => {
    const list = read();
    for (const box of document.querySelectorAll("input[name=with][type=checkbox]")) {
      box.checked = list.some((item) => item.code === box.value);
      box.disabled = !box.checked && list.length >= MOST;
    }
    tray.hidden = list.length === 0;
    tray.querySelector("[data-names]").textContent = list.map((item) => item.name).join(document.documentElement.lang === "en" ? ", " : "、");
    tray.querySelector("[data-count]").textContent = `${list.length}/${MOST}`;
    const link = tray.querySelector("[data-go]");
    const address = new URL(link.dataset.go, window.location.href);
    for (const item of list) address.searchParams.append("with", item.code);
    const firm = new URLSearchParams(window.location.search);
    for (const [name, value] of firm) {
      if (name === "firm" || name.startsWith("f.")) address.searchParams.append(name, value);
    }
    link.href = address.pathname + address.search;
    link.setAttribute("aria-disabled", list.length < 2 ? "true" : "false");
  };

  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.matches("input[name=with][type=checkbox]")) return;
    const others = read().filter((item) => item.code !== box.value);
    write(box.checked ? [...others, { code: box.value, name: box.dataset.name }].slice(0, MOST) : others);
    show();
  });
  tray.querySelector("[data-empty]").addEventListener("click", () => {
    write([]);
    show();
  });
  document.addEventListener("htmx:afterSettle", show);
  show();
})();
