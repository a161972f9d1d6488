// [data-mc-send]: choosing files sends their form at once; without script its button does.
addEventListener("change", (event) => {
  if ("mcSend" in event.target.dataset && event.target.files?.length) event.target.form.requestSubmit();
});
