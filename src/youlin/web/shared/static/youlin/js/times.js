// 「3 分钟前」 beside nothing: the exact time stays in the title. Renewed every minute while the page is looked at.
const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
const steps = [["day", 86400], ["hour", 3600], ["minute", 60]];

function say(time) {
  const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
  const [unit, length] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? ["minute", 60];
  if (Math.abs(seconds) > 7 * 86400) return;
  time.title ||= time.textContent;
  time.textContent = words.format(Math.trunc(seconds / length), unit);
}

function sayAll() {
  if (!document.hidden) document.querySelectorAll("time[data-relative]").forEach(say);
}

sayAll();
setInterval(sayAll, 60000);
for (const news of ["youlin:new", "htmx:afterSwap"]) document.addEventListener(news, sayAll);
