// Shows the page as it is now every two seconds, but not while someone reads a trace or selects text.
const PERIOD = 2000;
const LONGEST_WAIT = 10000;
const connection = document.getElementById("connection");

function isBeingRead() {
  return document.hidden
    || document.querySelector("details[open]") !== null
    || String(window.getSelection()) !== "";
}

async function refresh() {
  if (isBeingRead()) {
    return;
  }
  try {
    const answer = await fetch(location.href, {signal: AbortSignal.timeout(LONGEST_WAIT)});
    if (answer.status === 401) {
      location.reload();
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = page.querySelector("main");
    if (main === null) {
      connection.textContent = "The driver does not show this page any more.";
    } else if (!isBeingRead()) {
      document.querySelector("main").replaceWith(main);
      connection.textContent = "";
    }
  } catch (failure) {
    connection.textContent = "The driver does not answer; what is below is older.";
  }
}

async function keepFresh() {
  await refresh();
  setTimeout(keepFresh, PERIOD);
}

setTimeout(keepFresh, PERIOD);
