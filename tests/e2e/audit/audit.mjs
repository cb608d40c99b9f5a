// Lighthouse and axe-core over the pages of a site: `cargo xtask audit` runs it with a JSON of what to look at, and reads a
// line of JSON for each look. It judges nothing. The browser has no names to ask for anything outside this machine.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import lighthouse, { desktopConfig, startFlow } from "lighthouse";
import puppeteer from "puppeteer-core";

const { chromium, axe, site, file, papers, lesson, exercise, runs, only } = JSON.parse(process.argv[2]);
const AXE = readFileSync(axe, "utf8");
const ALL = ["performance", "accessibility", "best-practices", "seo"];
const FORMS = {
  mobile: { config: undefined, view: { width: 412, height: 823, isMobile: true, deviceScaleFactor: 1.75 } },
  desktop: { config: desktopConfig, view: { width: 1350, height: 940, isMobile: false, deviceScaleFactor: 1 } },
};

const engineIsReady = (page) =>
  page.waitForFunction(() => document.querySelector("#main h1, #main h2") && !document.querySelector("progress"), { timeout: 90_000 });

// A new module in the Studio; gives its address.
const written = async (page) => {
  await page.goto(`${site}#/studio`);
  const button = await page.waitForSelector("::-p-text(新しい教材を作る)", { timeout: 90_000 });
  await button.click();
  await page.waitForSelector(".cm-content", { timeout: 90_000 });
  await page.waitForFunction(() => document.querySelector(".problems"), { timeout: 90_000 });
  return page.url();
};

// What is looked at. `before` brings the page to its state and gives its address; a `snapshot` is looked at as it stands. The
// policy of what `isClosed` lets nothing be fetched: Lighthouse asks for robots.txt in the page's name («CSP violation»), and finds
// nothing wrong where the policy is taken out.
const PAGES = [
  { name: "home", at: site },
  { name: "lesson", at: `${site}#/m/${lesson}` },
  { name: "exercise", at: `${site}#/m/${exercise}` },
  { name: "studio", at: `${site}#/studio` },
  { name: "studio-writing", before: written },
  {
    name: "hand-out",
    snapshot: async (page) => {
      await written(page);
      const button = await page.waitForSelector("button::-p-text(配布)");
      await button.click();
      await page.waitForSelector("dialog[open]");
    },
  },
  { name: "html-file", at: file, isClosed: true },
  { name: "papers", at: papers, isClosed: true },
];

const tell = (found) => process.stdout.write(`${JSON.stringify(found)}\n`);

const said = (lhr) => {
  const score = ({ score }) => (score === null ? null : Math.round(score * 100));
  const metric = (id) => lhr.audits[id]?.numericValue ?? null;
  return {
    scores: Object.fromEntries(Object.entries(lhr.categories).map(([id, category]) => [id, score(category)])),
    metrics: {
      fcp: metric("first-contentful-paint"),
      lcp: metric("largest-contentful-paint"),
      tbt: metric("total-blocking-time"),
      cls: metric("cumulative-layout-shift"),
      machine: lhr.environment.benchmarkIndex,
    },
    failed: Object.values(lhr.categories).flatMap(({ id: category, auditRefs }) =>
      auditRefs
        .filter(({ weight }) => weight > 0)
        .map(({ id }) => lhr.audits[id])
        .filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== "manual")
        .map(({ id, title, displayValue }) => `${category}: ${id}${displayValue ? ` (${displayValue})` : ""}: ${title}`),
    ),
  };
};

const axed = async (page) => {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await axe.run(document, { resultTypes: ["violations"], preload: false });
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `axe: ${id} at ${target}: ${help}`));
  });
};

const launched = (userDataDir) => puppeteer.launch({
  userDataDir,
  executablePath: chromium,
  acceptInsecureCerts: false,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=ja",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  ],
});
const profiles = mkdtempSync(`${tmpdir()}/ama-audit-`);
let browser = await launched();
// Nobody is there to answer whether a page may be left.
const fresh = async () => {
  const page = await browser.newPage();
  page.on("dialog", (dialog) => dialog.accept().catch(() => {}));
  return page;
};

try {
  for (const { name, at, before, snapshot, isClosed } of PAGES) {
    if (only.length && !only.includes(name)) continue;
    for (const [form, { config, view }] of Object.entries(FORMS)) {
      const look = { page: name, form };
      for (let run = 0; run < (snapshot ? 1 : runs); run += 1) {
        let url = at;
        if (before) {
          // A draft is opened in the browser in which it was begun, on another day: the page's files are there.
          await browser.close();
          const profile = `${profiles}/${name}-${form}-${run}`;
          browser = await launched(profile);
          url = await before(await fresh());
          await browser.close();
          browser = await launched(profile);
        }
        const page = await fresh();
        const flags = { logLevel: "error", disableStorageReset: Boolean(before), onlyCategories: run === 0 ? ALL : ["performance"] };
        flags.skipAudits = isClosed ? ["robots-txt"] : [];
        if (snapshot) {
          await page.setViewport(view);
          await snapshot(page);
          const flow = await startFlow(page, { config, flags: { logLevel: "error" } });
          await flow.snapshot();
          const { steps } = await flow.createFlowResult();
          const { scores, failed } = said(steps[0].lhr);
          delete scores.performance;
          tell({ ...look, scores, metrics: {}, failed, axe: await axed(page) });
        } else {
          // Another address of the same document would be no opening.
          await page.goto("about:blank");
          const { lhr } = await lighthouse(url, flags, config, page);
          if (await page.$("#ama-boot-failure:not([hidden])")) throw new Error(`${name}, ${form}: the page has stopped`);
          if (lhr.runtimeError) throw new Error(`${name}, ${form}: ${lhr.runtimeError.message}`);
          tell({ ...look, ...said(lhr), axe: [] });
          if (run === 0) {
            const seen = await fresh();
            await seen.setViewport(view);
            await seen.goto(url);
            if (name !== "papers") await engineIsReady(seen);
            tell({ ...look, scores: {}, metrics: {}, failed: [], axe: await axed(seen) });
            await seen.close();
          }
        }
        await page.close();
      }
    }
  }
} finally {
  await browser.close();
  rmSync(profiles, { recursive: true, force: true });
}
