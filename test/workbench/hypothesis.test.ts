import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Route } from '@playwright/test';
import { exportArticle } from '../../src/formats/exporter.ts';
import { hypothesis } from '../../src/formats/hypothesis.ts';
import { annotated, exportable, lost } from '../unit/formats/exportable.ts';
import { expect, test } from './fixtures.ts';

/*
 * The whole client of Hypothes.is in a web page imports what we export for it, as a person does that. The service that it
 * asks is made up here: one account, one group, and nothing annotated yet. Only a browser is needed, no VS Code.
 */

const TEXT = '😀 Smith said no.\n“It is,” she said, “late.”\n';

const SCRIPTS = path.resolve(import.meta.dirname, '../../node_modules/hypothesis/build/scripts');
const SERVICE = 'https://service.example';

const script = (type: string, properties: object) =>
  `<script type="application/json" class="js-hypothesis-${type}">${JSON.stringify(properties)}</script>`;

const link = (rel: string, type = 'html') =>
  `<link rel="${rel}" type="application/annotator+${type}" href="${SERVICE}/${rel}">`;

const PAGE = `<!doctype html><title>A page</title>
  ${link('sidebar')}${link('notebook')}${link('profile')}${link('hypothesis-client', 'javascript')}
  <body>${TEXT}<script src="${SERVICE}/annotator.bundle.js"></script>`;

const TOKEN = { accessToken: 'a', refreshToken: 'b', expiresAt: 1e15 };

const SIDEBAR = `<!doctype html><body><hypothesis-app></hypothesis-app>
  ${script('config', { apiUrl: `${SERVICE}/api/`, authDomain: 'hypothes.is', oauthClientId: 'c' })}
  <script>localStorage.setItem('hypothesis.oauth.service%2Eexample.token', '${JSON.stringify(TOKEN)}')</script>
  <script type="module" src="/sidebar.bundle.js"></script>`;

const route = (name: string, method = 'GET') => ({ method, url: `${SERVICE}/api/${name}` });

/** What the service answers, by path. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  '/api/': {
    links: {
      links: route('links'),
      search: route('search'),
      groups: { read: route('groups') },
      profile: { read: route('profile'), groups: { read: route('groups') } },
      annotation: { create: route('annotations', 'POST') },
    },
  },
  '/api/links': {
    ...Object.fromEntries(['account.settings', 'groups.new', 'help', 'signup'].map((name) => [name, SERVICE])),
    ...{ user: `${SERVICE}/:user`, 'search.tag': `${SERVICE}/:tag` },
  },
  '/api/profile': {
    userid: 'acct:me@hypothes.is',
    authority: 'hypothes.is',
    features: {},
    preferences: {},
    groups: [],
  },
  '/api/groups': [
    {
      ...{ id: '__world__', groupid: 'group:__world__@hypothes.is', name: 'Public', type: 'open', public: true },
      ...{ organization: { id: 'o', name: 'O', logo: '' }, scopes: { enforced: false, uri_patterns: [] }, links: {} },
    },
  ],
  '/api/search': { rows: [], total: 0 },
};

interface Row {
  readonly uri: string;
  readonly text: string;
  readonly tags: readonly string[];
  readonly target: readonly object[];
}

async function answer(one: Route, created: Row[]): Promise<void> {
  const { host, pathname } = new URL(one.request().url());
  if (host === 'desk.example') return one.fulfill({ contentType: 'text/html', body: PAGE });
  if (pathname === '/sidebar') return one.fulfill({ contentType: 'text/html', body: SIDEBAR });
  if (pathname.endsWith('.js')) {
    const body = await readFile(path.join(SCRIPTS, path.basename(pathname)), 'utf8');
    return one.fulfill({ contentType: 'text/javascript', body });
  }
  if (pathname === '/api/annotations') {
    const row = one.request().postDataJSON();
    created.push(row);
    return one.fulfill({ json: { ...row, id: `n${created.length}` } });
  }
  return one.fulfill({ json: ANSWERS[pathname] ?? {} });
}

test('the client of Hypothes.is imports what is exported for it, from one annotator after the other', async ({
  browser,
}) => {
  const [words, pieces] = [annotated(TEXT, ['Smith'], { by: 'ana', note: 'Who?' }), annotated(TEXT, ['It', 'late'])];
  const exported = exportArticle(
    hypothesis,
    exportable(TEXT, [
      words,
      { ...pieces, id: 'b', by: 'ana', attributes: { verdict: 'false', entity: ['x', 'y'] } },
      { ...annotated(TEXT, ['no']), id: 'c', by: 'Zoë @desk' },
      { ...lost(words), id: 'd', by: 'Zoë @desk' },
      { ...annotated(TEXT, ['said']), id: 'e' },
    ]),
  );
  const items: readonly (Row & { readonly user: string })[] = JSON.parse(exported.chunk).annotations;
  const created: Row[] = [];
  const page = await browser.newPage();
  await page.route('**', (one) => answer(one, created));
  await page.goto('https://desk.example/page');
  const sidebar = page.frameLocator('iframe[src*="/sidebar"]');
  // The sidebar is closed: nothing of it can be seen.
  await sidebar.getByTitle('Show share panel').dispatchEvent('click');
  await sidebar.getByRole('tab', { name: 'Import' }).dispatchEvent('click');
  await sidebar
    .locator('input[type=file]')
    .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(exported.chunk) });
  let chosen = 'Select a user';
  for (const [name, user] of [
    ['ana', 'acct:ana@newsmark'],
    ['anonymous', 'acct:anonymous@newsmark'],
    ['Zoë @desk', 'acct:Zoë %40desk@newsmark'],
  ] as const) {
    const wanted = items.filter((item) => item.user === user);
    await sidebar.getByRole('combobox').filter({ hasText: chosen }).dispatchEvent('click');
    await expect(sidebar.getByRole('option')).toHaveCount(3);
    await sidebar.getByRole('option').filter({ hasText: name }).dispatchEvent('click');
    const button = sidebar.getByTestId('import-button');
    await expect(button).toBeEnabled();
    await button.dispatchEvent('click');
    await expect.poll(() => created.length).toBe(wanted.length);
    expect(created).toMatchObject(
      wanted.map(({ tags, text, target }) => ({ uri: 'https://desk.example/page', tags, text, target })),
    );
    created.length = 0;
    chosen = name;
  }
  await page.close();
});
