// The time at the right of the bar, in Vietnam's time, renewed at each full minute.
const clocks = document.querySelectorAll("[data-mc-clock]");
const time = new Intl.DateTimeFormat("vi-VN", {
  hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Ho_Chi_Minh",
});
const show = () => {
  const now = new Date();
  for (const clock of clocks) {
    clock.textContent = time.format(now);
    clock.dateTime = now.toISOString();
  }
  setTimeout(show, 60000 - (now.getTime() % 60000));
};
if (clocks.length) show();
