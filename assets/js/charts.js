// Draws each <figure data-chart="id-of-json"> with ECharts; the table beside it carries the same figures.
(() => {
  "use strict";
  const dark = document.body.dataset.site === "wall";
  const ink = dark ? "#b9c8e2" : "#4c5765";
  const palette = dark
    ? ["#6ea8ff", "#f0c15a", "#5fd39a", "#ff8d84", "#c6a5ff"]
    : ["#1456c8", "#b8862b", "#126b41", "#7a4fb5", "#b3261e"];

  const faint = dark ? "#1d3a6d" : "#e3e8ef";
  const axis = (told) => ({
    ...told,
    axisLabel: { color: ink, ...told.axisLabel },
    axisLine: { lineStyle: { color: faint }, ...told.axisLine },
    splitLine: { lineStyle: { color: faint }, ...told.splitLine },
  });
  const axes = (told) => (Array.isArray(told) ? told.map(axis) : axis(told));

  // Lines are told apart by mark and dash as well, never by colour alone.
  const MARKS = ["circle", "rect", "triangle", "diamond", "roundRect"];
  const DASHES = ["solid", [6, 4], [2, 3], [10, 4, 2, 4], [4, 2]];
  const toldApart = (series) => {
    let at = 0;
    return series.map((each) => {
      if (each.type !== "line") return each;
      const mark = { symbol: MARKS[at % MARKS.length], symbolSize: 6 };
      const dash = { type: DASHES[at % DASHES.length] };
      at += 1;
      return { ...mark, ...each, lineStyle: { ...dash, ...each.lineStyle } };
    });
  };

  const draw = (figure) => {
    const source = document.getElementById(figure.dataset.chart);
    if (!source || !window.echarts) return;
    const old = window.echarts.getInstanceByDom(figure);
    const chart = old || window.echarts.init(figure, null, { renderer: "svg" });
    const told = JSON.parse(source.textContent);
    chart.setOption({
      color: palette,
      aria: { enabled: true, decal: { show: true } },
      textStyle: { fontFamily: "inherit", color: ink },
      tooltip: { trigger: "axis", renderMode: "richText" },
      grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
      ...told,
      ...(told.series && { series: toldApart(told.series) }),
      ...(told.xAxis && { xAxis: axes(told.xAxis) }),
      ...(told.yAxis && { yAxis: axes(told.yAxis) }),
      ...(told.legend && { legend: { textStyle: { color: ink }, ...told.legend } }),
    });
  };
  const all = () => document.querySelectorAll("figure[data-chart]").forEach(draw);
  all();
  document.addEventListener("htmx:afterSettle", all);
  window.addEventListener("resize", () => {
    for (const figure of document.querySelectorAll("figure[data-chart]")) {
      window.echarts?.getInstanceByDom(figure)?.resize();
    }
  });
})();
