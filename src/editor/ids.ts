// Every name that package.json and the code must agree on; test/architecture.test.ts compares them.

export const COMMANDS = {
  tagClaim: 'newsmark.tagClaim',
  tagSource: 'newsmark.tagSource',
  tagQuote: 'newsmark.tagQuote',
  tag: 'newsmark.tag',
  repeatTag: 'newsmark.repeatTag',
  tagOccurrences: 'newsmark.tagOccurrences',
  tagOccurrencesInWorkspace: 'newsmark.tagOccurrencesInWorkspace',
  setAttribute: 'newsmark.setAttribute',
  changeLabel: 'newsmark.changeLabel',
  editNote: 'newsmark.editNote',
  saveNote: 'newsmark.saveNote',
  cancelNote: 'newsmark.cancelNote',
  remove: 'newsmark.remove',
  link: 'newsmark.link',
  linkNearest: 'newsmark.linkNearest',
  unlink: 'newsmark.unlink',
  followLink: 'newsmark.followLink',
  goBack: 'newsmark.goBack',
  showLinks: 'newsmark.showLinks',
  accept: 'newsmark.accept',
  acceptAll: 'newsmark.acceptAll',
  reattach: 'newsmark.reattach',
  markLost: 'newsmark.markLost',
  trim: 'newsmark.trim',
  reviewAccept: 'newsmark.reviewAccept',
  reviewReject: 'newsmark.reviewReject',
  reviewReopen: 'newsmark.reviewReopen',
  keepMine: 'newsmark.keepMine',
  keepTheirs: 'newsmark.keepTheirs',
  mergeDuplicates: 'newsmark.mergeDuplicates',
  mergeAnnotations: 'newsmark.mergeAnnotations',
  moveSidecar: 'newsmark.moveSidecar',
  addFragment: 'newsmark.addFragment',
  removeFragment: 'newsmark.removeFragment',
  resize: 'newsmark.resize',
  growEnd: 'newsmark.growEnd',
  shrinkEnd: 'newsmark.shrinkEnd',
  growStart: 'newsmark.growStart',
  shrinkStart: 'newsmark.shrinkStart',
  growSentence: 'newsmark.growSentence',
  shrinkSentence: 'newsmark.shrinkSentence',
  split: 'newsmark.split',
  join: 'newsmark.join',
  undo: 'newsmark.undo',
  redo: 'newsmark.redo',
  next: 'newsmark.next',
  previous: 'newsmark.previous',
  reveal: 'newsmark.reveal',
  openSidecar: 'newsmark.openSidecar',
  groupByLabel: 'newsmark.groupByLabel',
  groupedByLabel: 'newsmark.groupedByLabel',
  groupBySource: 'newsmark.groupBySource',
  groupedBySource: 'newsmark.groupedBySource',
  groupByState: 'newsmark.groupByState',
  groupedByState: 'newsmark.groupedByState',
  ungroup: 'newsmark.ungroup',
  ungrouped: 'newsmark.ungrouped',
  filter: 'newsmark.filter',
  clearFilter: 'newsmark.clearFilter',
  readWorkspace: 'newsmark.readWorkspace',
  stopReading: 'newsmark.stopReading',
  showMore: 'newsmark.showMore',
  renameSource: 'newsmark.renameSource',
  renameLabel: 'newsmark.renameLabel',
  renameValue: 'newsmark.renameValue',
  export: 'newsmark.export',
  import: 'newsmark.import',
  toggleTaggingMode: 'newsmark.toggleTaggingMode',
  pressKey: 'newsmark.pressKey',
  listKeys: 'newsmark.listKeys',
  nextSentence: 'newsmark.nextSentence',
  previousSentence: 'newsmark.previousSentence',
  extendToNextSentence: 'newsmark.extendToNextSentence',
  extendToPreviousSentence: 'newsmark.extendToPreviousSentence',
  openSamples: 'newsmark.openSamples',
} as const;

export const VIEWS = { article: 'newsmark.article', workspace: 'newsmark.workspace' } as const;

/** The walkthrough, and its step that comes when the samples are open. */
export const WALKTHROUGH = { id: 'start', afterSamples: 'tag' } as const;

/** What VS Code calls our comments: notes that are being written. */
export const NOTES = 'newsmark.note';

export const SETTINGS = {
  annotator: 'newsmark.annotator',
  highlights: 'newsmark.highlights',
  hints: 'newsmark.hints',
} as const;

export const CONTEXTS = {
  /** The active editor shows an article whose annotations are known. */
  isArticle: 'newsmark.isArticle',
  /** The cursor is in an annotation. */
  onAnnotation: 'newsmark.onAnnotation',
  canUndo: 'newsmark.canUndo',
  canRedo: 'newsmark.canRedo',
  /** The view lists an article, with or without annotations. */
  isListed: 'newsmark.isListed',
  /** How the view groups: a `Grouping`. */
  grouping: 'newsmark.grouping',
  isFiltered: 'newsmark.isFiltered',
  /** The folders of the window have been looked through, and there is no article in them. */
  noArticles: 'newsmark.noArticles',
  /** The sidecars of the workspace are being read. */
  reading: 'newsmark.reading',
  /** Single keys tag. */
  tagging: 'newsmark.tagging',
} as const;
