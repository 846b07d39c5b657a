import { describe, expect, it } from 'vitest';
import { articleOf, isSidecarOf, join, nameOf, parentOf, relative, sidecarOf } from '../../../src/store/files.ts';

it.each([
  ['file:///a/b%20c.txt', 'b c.txt'],
  ['file:///a/%D1%85.txt', 'х.txt'],
  ['vscode-vfs://github/o/r/x%23y.txt', 'x#y.txt'],
])('the name of %s is %s', (uri, name) => {
  expect(nameOf(uri)).toBe(name);
});

describe('parentOf', () => {
  it.each([
    ['file:///a/b/c.txt', 'file:///a/b'],
    ['file:///a/b', 'file:///a'],
    ['file:///a', 'file://'],
    ['file:///c%3A/x.txt', 'file:///c%3A'],
    ['vscode-vfs://github/o/r', 'vscode-vfs://github/o'],
    ['vscode-vfs://github/o', 'vscode-vfs://github'],
  ])('of %s is %s', (uri, parent) => {
    expect(parentOf(uri)).toBe(parent);
  });

  it.each(['file://', 'file:///', 'vscode-vfs://github', 'untitled:Untitled-1'])('of %s is none', (uri) => {
    expect(parentOf(uri)).toBeUndefined();
  });

  it('comes to an end', () => {
    let steps = 0;
    for (let at: string | undefined = 'file:///a/b/c/d'; at !== undefined; at = parentOf(at)) steps++;
    expect(steps).toBe(5);
  });
});

it('joins a folder and a name', () => {
  expect(join('file:///a', 'b c#.txt')).toBe('file:///a/b%20c%23.txt');
  expect(join('file:///a/', 'x')).toBe('file:///a/x');
  expect(join('file://', 'x')).toBe('file:///x');
});

it('knows the path below a folder', () => {
  expect(relative('file:///a', 'file:///a/b%20c/d.txt')).toBe('b c/d.txt');
  expect(relative('file:///a/', 'file:///a/d.txt')).toBe('d.txt');
  expect(relative('file://', 'file:///d.txt')).toBe('d.txt');
  expect(relative('file:///a', 'file:///ab/d.txt')).toBeUndefined();
  expect(relative('file:///a/b', 'file:///a/d.txt')).toBeUndefined();
});

describe('a sidecar', () => {
  it('keeps the whole name of its article', () => {
    expect(sidecarOf('file:///a/x.txt')).toBe('file:///a/x.txt.newsmark.yaml');
    expect(articleOf('file:///a/x.txt.newsmark.yaml')).toBe('file:///a/x.txt');
  });

  it.each(['file:///a/newsmark.yaml', 'file:///a/.newsmark.yaml', 'file:///a/x.txt', 'file:///a/x.newsmark.yml'])(
    'is not %s',
    (uri) => {
      expect(articleOf(uri)).toBeUndefined();
    },
  );

  it('is the article’s own, or an annotator’s', () => {
    expect(isSidecarOf('a.txt', 'a.txt.newsmark.yaml', [])).toBe(true);
    expect(isSidecarOf('a.txt', 'a.txt.ana-2.newsmark.yaml', ['a.txt'])).toBe(true);
    expect(isSidecarOf('a.txt', 'a.txt.ana.newsmark.yaml', ['a.txt', 'a.txt.ana'])).toBe(false);
    expect(isSidecarOf('a.txt', 'a.txt.Ana.newsmark.yaml', [])).toBe(false);
    expect(isSidecarOf('a.txt', `a.txt.${'a'.repeat(33)}.newsmark.yaml`, [])).toBe(false);
    expect(isSidecarOf('a.txt', 'a.md.newsmark.yaml', [])).toBe(false);
    expect(isSidecarOf('a.txt', 'a.txt.yaml', [])).toBe(false);
  });
});
