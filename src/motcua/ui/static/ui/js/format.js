// While the server reads any writing, the field shows the usual one after it is left:
// [data-mc-money] 1900000 -> 1.900.000, [data-mc-date] 08031992 or 8-3-1992 -> 08/03/1992.
const money = (text) => {
  const digits = text.replace(/[.\s₫]/g, "");
  return /^\d+$/.test(digits) ? digits.replace(/\B(?=(\d{3})+$)/g, ".") : text;
};
const date = (text) => {
  const parts = /^(\d{1,2})[-/. ]?(\d{1,2})[-/. ]?(\d{4})$/.exec(text.trim());
  return parts ? `${parts[1].padStart(2, "0")}/${parts[2].padStart(2, "0")}/${parts[3]}` : text;
};
addEventListener("change", (event) => {
  const field = event.target;
  if (field.matches?.("[data-mc-money]")) field.value = money(field.value);
  if (field.matches?.("[data-mc-date]")) field.value = date(field.value);
}, { capture: true });
