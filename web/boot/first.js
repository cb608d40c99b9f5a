// What a page is about, as text, until the page itself says it: on a slow line somebody reads before the wasm is here. It is
// replaced by the page's first drawing. Its heading also has the bold letters read before anything is drawn in a hurry.

// The lesson of an address like `#/m/ds1-01-table/ex4`.
const LESSON = /^#\/m\/([^/]+)/;

const put = (heading, texts) => {
  const place = document.createElement("div");
  place.className = "boot-first";
  const add = (tag, text) => {
    const element = document.createElement(tag);
    element.textContent = text;
    place.append(element);
  };
  add("h1", heading);
  // The reader's town is not known yet.
  texts.filter((text) => text && !text.includes("{")).forEach((text) => add("p", text));
  return place;
};

// Draws it, unless the page comes first. What does not come is not missed.
export const paintFirst = async (courses) => {
  const [, id] = LESSON.exec(location.hash) ?? [];
  const wait = document.querySelector(".boot-wait");
  const site = [document.title, [document.querySelector("meta[name=description]").content]];
  if (!id) {
    wait.before(put(...site));
    return;
  }
  try {
    const { tracks } = await (await ama_fetch(courses)).json();
    const lesson = tracks.flatMap(({ modules }) => modules).find((module) => module.id === id);
    if (lesson && wait.isConnected) {
      wait.before(put(lesson.title, [lesson.lead, ...lesson.objectives]));
    }
  } catch {
    // The page asks for it too, and says why it did not come.
  }
};
