// Draws a chart of a dashboard from the rows of its query; where there are none, says so instead of drawing nothing.
async function drawChart(name, chart, asked, site) {
  const place = document.getElementById(`chart-${name}`);
  const query = `sql=${encodeURIComponent(chart.query)}&${asked}&_shape=objects`;
  const answer = await (await fetch(`${site}${chart.db}.json?${query}`)).json();
  if (!answer.rows.length) {
    place.textContent = 'There are no rows yet.';
    place.classList.add('empty');
    return;
  }
  const drawn = {description: chart.title, width: 'container', view: {stroke: null}, data: {values: answer.rows}};
  await vegaEmbed(place, {...drawn, ...chart.display});
  if (answer.truncated) document.getElementById(`chart-tooltip-${name}`).style.visibility = 'visible';
}
