// Lines over the last ten minutes, in the page's colours.

const POINTS = 300;
const DASHES = [[], [6, 4], [2, 3]];

export class LineChart {
  #chart;
  #canvas;
  #colors;

  /** @param colors names of custom properties, one a line; lines differ by their dashes as well */
  constructor(canvas, colors) {
    this.#canvas = canvas;
    this.#colors = colors;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#chart = new Chart(canvas, {
      type: "line",
      data: {
        labels: [],
        datasets: colors.map((_, index) => ({ label: "", data: [], borderWidth: 2, borderDash: DASHES[index], pointRadius: 0, pointStyle: "line" })),
      },
      options: {
        animation: still ? false : { duration: 250 },
        maintainAspectRatio: false,
        interaction: { mode: "index", intersect: false },
        plugins: { legend: { display: colors.length > 1, position: "bottom", align: "start", labels: { usePointStyle: true, pointStyleWidth: 30, padding: 12, generateLabels } } },
        scales: {
          x: { ticks: { maxTicksLimit: 3, maxRotation: 0 }, grid: { display: false } },
          y: { beginAtZero: true, suggestedMax: 1, ticks: { maxTicksLimit: 5, precision: 0 }, border: { display: false } },
        },
      },
    });
    this.paint();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.paint());
  }

  add(time, values) {
    const { labels, datasets } = this.#chart.data;
    labels.push(time);
    datasets.forEach((line, index) => line.data.push(values[index]));
    if (labels.length > POINTS) {
      labels.shift();
      datasets.forEach((line) => line.data.shift());
    }
    this.#chart.update();
  }

  /** Names the lines, and the chart for people who do not see it. */
  name(lines, description) {
    this.#chart.data.datasets.forEach((line, index) => (line.label = lines[index]));
    this.#canvas.setAttribute("aria-label", description);
    this.#chart.update("none");
  }

  paint() {
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue(name).trim();
    const { datasets } = this.#chart.data;
    datasets.forEach((line, index) => {
      line.borderColor = line.backgroundColor = color(this.#colors[index]);
    });
    const { options } = this.#chart;
    options.color = color("--soft");
    options.font = { family: style.getPropertyValue("--sans"), size: 12 };
    for (const axis of [options.scales.x, options.scales.y]) {
      axis.ticks.color = color("--soft");
      axis.grid.color = color("--line");
    }
    this.#chart.update("none");
  }
}

/** The legend's lines are dashed as the chart's are: nobody has to tell the colours apart. */
function generateLabels(chart) {
  const labels = Chart.defaults.plugins.legend.labels.generateLabels(chart);
  return labels.map((label) => ({ ...label, lineDash: chart.data.datasets[label.datasetIndex].borderDash }));
}
