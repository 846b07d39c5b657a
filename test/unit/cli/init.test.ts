import { mkdir, symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { makeDesk } from './desk.ts';
import { makeRepository } from './repository.ts';

const LINE = '*.newsmark.yaml text eol=lf merge=newsmark\n';

describe('newsmark init --git', () => {
  it('writes the attributes and sets up the driver, once', async () => {
    const repository = await makeRepository({ 'news/a.txt': 'a' });
    const { desk } = repository;
    expect(await desk.run(['init', '--git'])).toEqual({
      code: 0,
      out: '.gitattributes: written; commit it.\nGit merges sidecars with Newsmark in this clone now.\n',
      err: '',
    });
    expect(await desk.read('.gitattributes')).toBe(LINE);
    expect(await repository.git('config', 'merge.newsmark.name')).toBe('Newsmark annotations\n');
    const driver = await repository.git('config', 'merge.newsmark.driver');
    expect(driver).toContain(`'${process.execPath}' '`);
    expect(driver).toContain("main.ts' merge -- %O %A %B %P; else git merge-file ");
    const again = await desk.run(['init', '--git', 'news']);
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('.gitattributes: says it already.')]);
    expect(await desk.read('.gitattributes')).toBe(LINE);
    expect(await repository.git('config', '--get-all', 'merge.newsmark.driver')).toBe(driver);
    const asJson = await desk.run(['init', '--git', '--json']);
    expect([asJson.code, JSON.parse(asJson.out)]).toEqual([0, { attributes: '.gitattributes', written: false }]);
    const attributes = await repository.git('check-attr', 'text', 'eol', 'merge', '--', 'news/a.txt.newsmark.yaml');
    expect(attributes.match(/\S+$/gm)).toEqual(['set', 'lf', 'newsmark']);
    expect(await desk.files('news')).toEqual(['a.txt']);
  });

  it.each([
    ['* text=auto', `* text=auto\n${LINE}`],
    ['# ours\r\n*.png binary\r\n', `# ours\r\n*.png binary\r\n${LINE.replace('\n', '\r\n')}`],
    ['*.newsmark.yaml  text merge=union\n', `*.newsmark.yaml  text merge=union\n${LINE}`],
    [`${LINE}*.newsmark.yaml -text\n`, `${LINE}*.newsmark.yaml -text\n${LINE}`],
    ['*.newsmark.yaml\ttext eol=lf  merge=newsmark x\n', '*.newsmark.yaml\ttext eol=lf  merge=newsmark x\n'],
  ])('keeps what stands in .gitattributes: %j', async (before, after) => {
    const { desk } = await makeRepository({ '.gitattributes': before });
    expect((await desk.run(['init', '--git', '.'])).code).toBe(0);
    expect(await desk.read('.gitattributes')).toBe(after);
  });

  it('says so where there is no repository, or no git', async () => {
    const desk = await makeDesk();
    const outside = await desk.run(['init', '--git', desk.folder]);
    expect([outside.code, outside.err]).toEqual([1, expect.stringContaining('is in no folder of a git repository')]);
    const { PATH } = process.env;
    process.env['PATH'] = desk.folder;
    try {
      const { code, err } = await desk.run(['init', '--git']);
      expect({ code, err }).toEqual({
        code: 1,
        err: 'newsmark init: Git was not found. Install it, or put it on the PATH.\n',
      });
    } finally {
      process.env['PATH'] = PATH;
    }
    expect(await desk.files()).toEqual([]);
  });

  it('writes through no link', async () => {
    const { desk } = await makeRepository({ elsewhere: '' });
    await symlink(desk.path('elsewhere'), desk.path('.gitattributes'));
    expect((await desk.run(['init', '--git'])).code).toBe(1);
    expect(await desk.read('elsewhere')).toBe('');
  });

  it('finds the program whatever the name of its folder, and gives way to git when it has gone', async () => {
    const repository = await makeRepository({ 'a.txt.newsmark.yaml': 'newsmark: 1\narticle:\n  file: a.txt\n' });
    const { desk } = repository;
    const folder = "it's 100% O %A $(x)";
    await mkdir(desk.path(folder));
    const script = `require('fs').writeFileSync(process.argv[5], 'merged: ' + process.argv[7])\n`;
    await desk.write(`${folder}/newsmark.cjs`, script);
    const self = [process.execPath, desk.path(`${folder}/newsmark.cjs`)] as const;
    expect((await desk.run(['init', '--git'], { self })).code).toBe(0);
    await repository.commit();
    const NAME = '-a b.newsmark.yaml';
    const diverge = async (name: string) => {
      await repository.git('checkout', '-q', '-B', 'main');
      await repository.commit({ [name]: 'one\n' });
      await repository.git('checkout', '-q', '-B', 'other');
      await repository.commit({ [name]: 'other\n' });
      await repository.git('checkout', '-q', 'main');
      await repository.commit({ [name]: 'ours\n' });
    };
    await diverge(NAME);
    expect(await repository.tries('merge', '-q', 'other')).toBe(true);
    expect(await desk.read(NAME)).toBe(`merged: ${NAME}`);
    await desk.write(`${folder}/newsmark.cjs`, '');
    await repository.git('rm', '-q', `${folder}/newsmark.cjs`, '--force');
    await diverge('b.newsmark.yaml');
    expect(await repository.tries('merge', '-q', 'other')).toBe(false);
    expect(await desk.read('b.newsmark.yaml')).toBe('<<<<<<< ours\nours\n=======\nother\n>>>>>>> theirs\n');
  });
});
