// Made from the API’s document by `npm run schemas`; not for editing.

export interface ListArticles {
  items: {
    articleId: string
    url: string
    title: string
    outlet: string | null
    authors: string[]
    publishedAt: string | null
    modifiedAt: string | null
    fetchedAt: string
    language: string | null
    kind: string
    relation: string
    similarity: number
    duplicateOf: string | null
    groupId: string
    storyId: string
    revision: number
    stances: {
      stance: string
      holders: number
    }[]
  }[]
  next: string | null
}

export interface PostArticles {
  /**
   * What became of each item, in their order
   */
  items: (
    | {
        is: 'accepted' | 'known' | 'running'
        run: number
        urlId: string
        /**
         * Its address, as it is fetched and told in events
         */
        url?: string
      }
    | {
        is: 'refused'
        detail: string
      }
    | {
        is: 'full'
        urlId: string
        /**
         * Its address, as it is fetched and told in events
         */
        url?: string
      }
  )[]
}

export interface PostArticlesBody {
  /**
   * Items: An article with exactly one of `html` and `text`
   */
  articles: {
    /**
     * The page, of at most 5 MiB
     */
    html?: string
    /**
     * Plain text, of at most 5 MiB
     */
    text?: string
    /**
     * Its address, which is not fetched; without one the text is known by its words
     */
    url?: string
    /**
     * Believed where the page is silent
     */
    title?: string
    /**
     * When it was published; believed where the page is silent
     */
    publishedAt?: string
    /**
     * The publisher, as it is shown
     */
    outlet?: string
  }[]
  /**
   * Start a new run of what has ended before
   */
  again?: boolean
}

export interface GetArticle {
  articleId: string
  url: string
  title: string
  outlet: string | null
  authors: string[]
  publishedAt: string | null
  modifiedAt: string | null
  fetchedAt: string
  language: string | null
  kind: string
  relation: string
  similarity: number
  duplicateOf: string | null
  groupId: string
  storyId: string
  revision: number
  text: string | null
  topics: {
    topicId: string
    relevance: number
    articleStance: string | null
    stanceStatus: string | null
  }[]
  statements: {
    topicId: string
    holderId: string
    holder: string
    holderType: string
    affiliation: string | null
    stance: string
    sub: string | null
    strength: string
    confidence: number
    quote: string
    start: number | null
    end: number | null
    attribution: string
  }[]
  group: {
    original: string
    members: {
      articleId: string
      url: string
      title: string
      outlet: string | null
      publishedAt: string | null
      relation: string
    }[]
  }
  reuses: {
    articleId: string
    similarity: number
    title: string | null
    outlet: string | null
    url: string | null
  }[]
  reusedBy: {
    articleId: string
    similarity: number
    title: string | null
    outlet: string | null
    url: string | null
  }[]
  revisions: {
    revision: number
    title: string
    textHash: string
    fetchedAt: string
  }[]
}

export interface ListStories {
  items: {
    storyId: string
    title: string
    articleId: string
    size: number
    topics: string[]
    outlets: string[]
    firstAt: string
    lastAt: string
    articleCount: number
    first: {
      articleId: string
      title: string
      outlet: string | null
      publishedAt: string | null
      fetchedAt: string
    } | null
  }[]
  next: string | null
}

export interface GetStory {
  storyId: string
  title: string
  articleId: string
  size: number
  topics: string[]
  outlets: string[]
  firstAt: string
  lastAt: string
  articles: {
    articleId: string
    url: string
    title: string
    outlet: string | null
    publishedAt: string | null
    fetchedAt: string
    relation: string
    groupId: string
  }[]
}

export interface ListTopics {
  items: {
    id: string
    title: string
    proposition: string
    holders: {
      stance: string
      type: string
      holders: number
    }[]
  }[]
}

export interface ListTopicPositions {
  items: {
    holderId: string
    name: string
    type: string
    affiliation: string | null
    stance: string
    sub: string | null
    strength: string
    confidence: number
    quote: string
    attribution: string
    statedAt: string
    sinceAt: string
    articleId: string
    url: string
    outlet: string | null
    statements: number
    outlets: number
  }[]
  next: string | null
}

export interface GetTopicPositionsCount {
  support: number
  mixed: number
  oppose: number
}

export interface ListTopicStatements {
  items: {
    topicId: string
    holderId: string
    name: string
    type: string
    stance: string
    sub: string | null
    strength: string
    confidence: number
    quote: string
    start: number | null
    end: number | null
    context?: {
      before: string
      after: string
    } | null
    attribution: string
    affiliation: string | null
    statedAt: string
    articleId: string
    revision: number
    url: string
    title: string
    outlet: string | null
  }[]
  next: string | null
}

export interface ListTopicChanges {
  items: {
    holderId: string
    name: string
    type: string
    affiliation: string | null
    fromStance: string
    toStance: string
    statedAt: string
    quote: string | null
    strength: string | null
    confidence: number | null
    attribution: string | null
    articleId: string
    url: string
    title: string
    outlet: string | null
  }[]
  next: string | null
}

export interface ListRuns {
  items: {
    urlId: string
    run: number
    url: string
    host: string
    sourceId: string | null
    discoveredAt: string | null
    endedAt: string
    endedBy: string
    stage: string | null
    reason: string | null
    detail: string | null
    errorName: string | null
    attempts: number | null
    articleId: string | null
  }[]
  next: string | null
  /**
   * How many were looked at for this page; null where an index found them
   */
  looked: number | null
  /**
   * How many there are to look at; null where they were not counted: on the first page alone they are
   */
  total: number | null
}

export interface ListUrlTrace {
  items: {
    urlId: string
    run: number
    url: string
    host: string
    sourceId: string | null
    discoveredAt: string | null
    endedAt: string
    endedBy: string
    stage: string | null
    reason: string | null
    detail: string | null
    errorName: string | null
    attempts: number | null
    articleId: string | null
    steps: {
      stage: 'fetch' | 'parse' | 'deduplicate' | 'classify-stance'
      queuedAt: string
      waitedMs: number
      workedMs: number
      tries: number
    }[]
  }[]
  moving: {
    urlId: string
    run: number
    url: string
    host: string
    sourceId: string | null
    lane: 'live' | 'replay'
    acceptedAt: string
    at: {
      is: 'at-host' | 'waiting' | 'put-off' | 'active' | 'failed' | 'unknown'
      stage: ('fetch' | 'parse' | 'deduplicate' | 'classify-stance') | null
      queuedAt: string | null
      tries: number | null
      steps: {
        stage: 'fetch' | 'parse' | 'deduplicate' | 'classify-stance'
        queuedAt: string
        waitedMs: number
        workedMs: number
        tries: number
      }[]
    }
  } | null
}

export interface ListRunsMoving {
  items: {
    urlId: string
    run: number
    url: string
    host: string
    sourceId: string | null
    lane: 'live' | 'replay'
    acceptedAt: string
    at: {
      is: 'at-host' | 'waiting' | 'put-off' | 'active' | 'failed' | 'unknown'
      stage: ('fetch' | 'parse' | 'deduplicate' | 'classify-stance') | null
      queuedAt: string | null
      tries: number | null
      steps: {
        stage: 'fetch' | 'parse' | 'deduplicate' | 'classify-stance'
        queuedAt: string
        waitedMs: number
        workedMs: number
        tries: number
      }[]
    }
  }[]
  next: string | null
  /**
   * How many were looked at for this page; null where an index found them
   */
  looked: number | null
  /**
   * How many there are to look at; null where they were not counted: on the first page alone they are
   */
  total: number | null
}

export interface ListEventsNewest {
  items: {
    specversion: '1.0'
    id: string
    source: string
    type: string
    subject: string
    time: string
    datacontenttype: 'application/json'
    dataschema: string
    sequence: string
    data: unknown
  }[]
  next: string | null
}

export interface GetEvent {
  specversion: '1.0'
  id: string
  source: string
  type: string
  subject: string
  time: string
  datacontenttype: 'application/json'
  dataschema: string
  sequence: string
  data: unknown
}

export interface ListAudit {
  items: {
    id: string
    at: string
    who: string
    action:
      | 'token.issue'
      | 'token.revoke'
      | 'urls.submit'
      | 'articles.submit'
      | 'failed.retry'
      | 'failed.discard'
      | 'failed.export'
      | 'operation.cancel'
      | 'jobs.export'
      | 'runs.export'
      | 'stage.pause'
      | 'stage.resume'
      | 'host.pause'
      | 'host.resume'
      | 'source.pause'
      | 'source.resume'
      | 'source.add'
      | 'source.remove'
      | 'source.discover'
      | 'source.test'
      | 'session.open'
      | 'session.close'
      | 'replay.ask'
      | 'replay.cancel'
      | 'archive.rebuild'
      | 'archive.forget'
      | 'archive.retain'
      | 'archive.retry-dead'
      | 'archive.discard-dead'
    filter: {
      [k: string]: unknown
    }
    affected: number | null
  }[]
  next: string | null
}

export interface GetArticleRevision {
  articleId: string
  revision: number
  title: string
  textHash: string
  fetchedAt: string
  urlId: string
  run: number
  text: string | null
}

export interface GetArticleRevisionDiff {
  from: {
    articleId: string
    revision: number
    title: string
    textHash: string
    fetchedAt: string
    urlId: string
    run: number
  }
  to: {
    articleId: string
    revision: number
    title: string
    textHash: string
    fetchedAt: string
    urlId: string
    run: number
  }
  by: 'words' | 'paragraphs' | 'text'
  words: {
    added: number
    removed: number
  }
  parts: {
    is: 'same' | 'added' | 'removed'
    text: string
    folded?: number
  }[]
}

export interface GetArticlePassages {
  articleId: string
  revision: number
  sources: {
    articleId: string
    url: string
    title: string
    outlet: string | null
    revision: number
    relation: 'exact' | 'near' | 'partial'
    similarity: number
    share: number | null
    passages: {
      start: number
      end: number
      sourceStart: number
      sourceEnd: number
    }[]
  }[]
}

export interface GetArticleAttributions {
  articleId: string
  revision: number
  status: 'read' | 'text-not-kept' | 'language-unsupported'
  readTo: number
  attributions: {
    source: {
      start: number
      end: number
      text: string
    } | null
    cue: {
      start: number
      end: number
      text: string
    } | null
    content: {
      start: number
      end: number
      text: string
    }
    kind: 'direct_quote' | 'indirect' | 'narrated' | 'headline'
    confidence: number
    statements: {
      topicId: string
      holderId: string
      holder: string
      stance: string
    }[]
  }[]
}

export interface ListOutlets {
  since: string
  until: string
  items: {
    outlet: string
    articles: number
    new: number
    exact: number
    near: number
    partial: number
    wasFirst: number
    copied: number
    firstAt: string
    lastAt: string
  }[]
  next: string | null
}

export interface ListOutletsCopies {
  since: string
  until: string
  items: {
    copier: string
    source: string
    copies: number
    partial: number
    lastAt: string
  }[]
}

export interface ListTopicTimeline {
  items: {
    from: string
    stances: {
      [k: string]: {
        statements: number
        holders: number
        articles: number
      }
    }
  }[]
}

export interface ListTopicSummary {
  items: {
    name: string | null
    holders: number
    statements: number
    stances: {
      [k: string]: {
        holders: number
        statements: number
      }
    }
  }[]
}

export interface ListHolders {
  items: {
    holderId: string
    name: string
    type: string
    aka: string[]
    firstAt: string
    lastAt: string
  }[]
  next: string | null
}

export interface GetHolder {
  holderId: string
  name: string
  type: string
  aka: string[]
  standings: {
    topicId: string
    stance: string
    statedAt: string
    sinceAt: string
    articleId: string
  }[]
  changes: {
    topicId: string
    fromStance: string
    toStance: string
    statedAt: string
    articleId: string
  }[]
}

export interface PostUrls {
  /**
   * What became of each item, in their order
   */
  items: (
    | {
        is: 'accepted' | 'known' | 'running'
        run: number
        urlId: string
        /**
         * Its address, as it is fetched and told in events
         */
        url?: string
      }
    | {
        is: 'refused'
        detail: string
      }
    | {
        is: 'full'
        urlId: string
        /**
         * Its address, as it is fetched and told in events
         */
        url?: string
      }
  )[]
}

export interface PostUrlsBody {
  urls: {
    /**
     * An http(s) address of at most 2,000 characters
     */
    url: string
    /**
     * Believed where the page is silent
     */
    title?: string
    /**
     * When it was published; believed where the page is silent
     */
    publishedAt?: string
    /**
     * The publisher, as it is shown
     */
    outlet?: string
  }[]
  /**
   * Start a new run of what has ended before
   */
  again?: boolean
}

export interface ListFailed {
  items: {
    urlId: string
    run: number
    url: string
    host: string
    source: string | null
    stage: string
    cause: string
    errorName: string
    message: string
    attempts: number
    failedAt: string
  }[]
  next: string | null
  /**
   * How many were looked at for this page; null where an index found them
   */
  looked: number | null
  /**
   * How many there are to look at; null where they were not counted: on the first page alone they are
   */
  total: number | null
}

export interface GetFailedCount {
  /**
   * At least so many, where there are more
   */
  count: number
  /**
   * The first 100,000 failed runs were looked at: those behind them are not counted
   */
  isMore: boolean
  groups: {
    stage: string
    cause: string
    errorName: string
    count: number
  }[]
}

export interface GetFailed {
  urlId: string
  run: number
  url: string
  host: string
  source: string | null
  stage: string
  cause: string
  errorName: string
  message: string
  attempts: number
  failedAt: string
  job: {
    id: string
    lane: string
    worker: string | null
    queuedAt: string | null
    triedAt: string | null
    failedAt: string
    attempts: number
    /**
     * Message and stack are for the role operate: `input` and `stack` are `null` here
     */
    isWithheld: boolean
    /**
     * The message that the stage was given
     */
    input: {
      [k: string]: unknown
    }
    /**
     * Of the last try that failed
     */
    stack: string | null
  } | null
}

export interface PostOperations {
  id: string
  action: 'retry' | 'discard'
  filter: {
    [k: string]: unknown
  }
  by: string
  state: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed'
  total: number
  settled: number
  tally: {
    done: number
    superseded: number
    gone: number
    kept: {
      [k: string]: number
    }
    left: number
  }
  isStopping: boolean
  reason: string | null
  askedAt: string
  startedAt: string | null
  endedAt: string | null
}

export interface PostOperationsBody {
  action: 'retry' | 'discard'
  filter: {
    /**
     * The id of a URL, or of a failed job
     */
    id?: string
    /**
     * These runs alone, at most a hundred: the id of a URL, a hyphen and the number of its run, separated by commas
     */
    runs?: string
    url?: string
    /**
     * Stands in the URL or in the message; A to Z in whatever case
     */
    match?: string
    /**
     * This host, or one below it, in whatever case
     */
    host?: string
    /**
     * The id of a source, as /v1/sources tells it
     */
    source?: string
    /**
     * An earlier run of the same address led to an article on it: a run that failed was given none
     */
    topic?: string
    stage?: 'fetch' | 'parse' | 'deduplicate' | 'classify-stance'
    cause?: 'error' | 'crashed' | 'invalid-message'
    /**
     * The class of the error
     */
    errorName?: string
    /**
     * From this instant or date on: when it was published, said, ended or announced
     */
    since?: string
    /**
     * Before this instant or date
     */
    until?: string
    /**
     * Every failed run
     */
    all?: true
  }
  /**
   * How many were seen: where there are more by now, nothing is done (409)
   */
  expect?: number
}

export interface ListOperations {
  items: {
    id: string
    action: 'retry' | 'discard'
    filter: {
      [k: string]: unknown
    }
    by: string
    state: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed'
    total: number
    settled: number
    tally: {
      done: number
      superseded: number
      gone: number
      kept: {
        [k: string]: number
      }
      left: number
    }
    isStopping: boolean
    reason: string | null
    askedAt: string
    startedAt: string | null
    endedAt: string | null
  }[]
  next: string | null
}

export interface GetOperation {
  id: string
  action: 'retry' | 'discard'
  filter: {
    [k: string]: unknown
  }
  by: string
  state: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed'
  total: number
  settled: number
  tally: {
    done: number
    superseded: number
    gone: number
    kept: {
      [k: string]: number
    }
    left: number
  }
  isStopping: boolean
  reason: string | null
  askedAt: string
  startedAt: string | null
  endedAt: string | null
}

export interface DeleteOperation {
  id: string
  action: 'retry' | 'discard'
  filter: {
    [k: string]: unknown
  }
  by: string
  state: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed'
  total: number
  settled: number
  tally: {
    done: number
    superseded: number
    gone: number
    kept: {
      [k: string]: number
    }
    left: number
  }
  isStopping: boolean
  reason: string | null
  askedAt: string
  startedAt: string | null
  endedAt: string | null
}

export interface ListPauses {
  items: {
    kind: 'stage' | 'host' | 'source'
    name: string
    by: string
    reason: string
    since: string
    until: string | null
  }[]
}

export interface PutPause {
  kind: 'stage' | 'host' | 'source'
  name: string
  by: string
  reason: string
  since: string
  until: string | null
}

export interface PutPauseBody {
  reason: string
  /**
   * It goes on by itself at this instant
   */
  until?: string
  /**
   * It goes on by itself after so long
   */
  forSeconds?: number
}

export interface DeletePause {
  /**
   * False where nothing was paused
   */
  resumed: boolean
  /**
   * The pause that ended; null also where another tool had paused a queue
   */
  pause: {
    kind: 'stage' | 'host' | 'source'
    name: string
    by: string
    reason: string
    since: string
    until: string | null
  } | null
}

export interface GetQueues {
  at: string
  queues: {
    queue: 'fetch' | 'parse' | 'deduplicate' | 'classify-stance'
    waiting: number
    waitingReplays: number
    active: number
    delayed: number
    failed: number
    workers: number
    oldestWaitingMs: number | null
    isPaused: boolean
    pause: {
      kind: 'stage' | 'host' | 'source'
      name: string
      by: string
      reason: string
      since: string
      until: string | null
    } | null
  }[]
  hosts: {
    count: number
    looked: number
    waiting: number
    busiest: {
      host: string
      waiting: number
      held: number
      blockedMs: number
      pause: {
        kind: 'stage' | 'host' | 'source'
        name: string
        by: string
        reason: string
        since: string
        until: string | null
      } | null
    }[]
  }
  replays: {
    waiting: number
    active: number
  }
  runs: {
    accepted: number
    ended: number
    inFlight: number
    inFlightMax: number
  }
  memory: {
    usedBytes: number
    maxBytes: number | null
    share: number | null
    shareMax: number
  }
}

export interface ListJobs {
  items: {
    id: string
    stage: 'fetch' | 'parse' | 'deduplicate' | 'classify-stance'
    is: 'waiting' | 'put-off' | 'active' | 'failed'
    urlId: string | null
    run: number | null
    url: string | null
    source: string | null
    lane: 'live' | 'replay'
    topics: string[] | null
    queuedAt: string | null
    triedAt: string | null
    failedAt: string | null
    tries: number
    attempts: number
    attemptsMax: number
    laters: number
    putOff: {
      until: string | null
      why: 'host-paused' | 'host-blocked' | 'back-off' | 'host-turn' | 'other'
      detail: string
    } | null
    worker: string | null
    error: {
      name: string
      message: string
      cause: 'error' | 'crashed' | 'invalid-message'
    } | null
  }[]
  next: string | null
  /**
   * How many were looked at for this page
   */
  looked: number
  /**
   * How many stand in the list, whatever is asked
   */
  total: number
}

export interface GetJob {
  id: string
  stage: 'fetch' | 'parse' | 'deduplicate' | 'classify-stance'
  is: 'waiting' | 'put-off' | 'active' | 'failed'
  urlId: string | null
  run: number | null
  url: string | null
  source: string | null
  lane: 'live' | 'replay'
  topics: string[] | null
  queuedAt: string | null
  triedAt: string | null
  failedAt: string | null
  tries: number
  attempts: number
  attemptsMax: number
  laters: number
  putOff: {
    until: string | null
    why: 'host-paused' | 'host-blocked' | 'back-off' | 'host-turn' | 'other'
    detail: string
  } | null
  worker: string | null
  error: {
    name: string
    message: string
    cause: 'error' | 'crashed' | 'invalid-message'
  } | null
  /**
   * Message and stack are for the role operate: `input` and `stack` are `null` here
   */
  isWithheld: boolean
  /**
   * The message that the stage was given
   */
  input: {
    [k: string]: unknown
  }
  /**
   * Of the last try that failed
   */
  stack: string | null
}

export interface ListSources {
  items: {
    id: string
    url: string
    outlet: string | null
    everySeconds: number
    from: 'settings' | 'added'
    added: {
      by: string
      at: string
    } | null
    /**
     * paused: it, or its host; failing: three polls in a row or more; silent: see silence; backing-off: polled later than usual; new: not polled yet; unknown: Redis is away
     */
    state: 'unknown' | 'paused' | 'failing' | 'silent' | 'backing-off' | 'new' | 'polled'
    feed: {
      lastPolledAt: string | null
      lastReadAt: string | null
      failures: number
      /**
       * Of the last poll that failed
       */
      lastError: {
        at: string
        why: string
      } | null
      nextPollAt: string | null
      /**
       * backing-off: it failed more than once; host-asked: by Retry-After
       */
      nextPollWhy: ('interval' | 'backing-off' | 'host-asked') | null
      /**
       * When a poll last brought something that was not known
       */
      lastNewAt: string | null
      /**
       * The longest time between two such polls, which counts half as much a week later
       */
      usualGapMs: number | null
    } | null
    /**
     * Of one that is silent: nobody polls it, or it has brought nothing for three times its usual gap
     */
    silence: {
      why: 'not-polled' | 'nothing-new'
      sinceAt: string | null
    } | null
    pause: {
      kind: 'stage' | 'host' | 'source'
      name: string
      by: string
      reason: string
      since: string
      until: string | null
    } | null
    hostPause: {
      kind: 'stage' | 'host' | 'source'
      name: string
      by: string
      reason: string
      since: string
      until: string | null
    } | null
    /**
     * Addresses that it brought in the last seven days, by the day: each once, however often it was run; of a source that is not there for seven days yet by those that it is, one at least
     */
    itemsPerDay: number
    runs: {
      lastDay: number
      lastWeek: number
    }
    articles: {
      lastDay: number
      lastWeek: number
    }
    lastRun: {
      urlId: string
      run: number
      url: string
      endedAt: string
      endedBy: string
      reason: string | null
    } | null
  }[]
  next: string | null
  line: 'there' | 'away'
  /**
   * Sources in all, whatever was asked for
   */
  total: number
  /**
   * How many stand how, of those that were asked for in whatever state; of the first 5,000
   */
  states: {
    [k: string]: number
  }
}

export interface PostSources {
  id: string
  url: string
  outlet: string | null
  everySeconds: number
  from: 'settings' | 'added'
  added: {
    by: string
    at: string
  } | null
  /**
   * paused: it, or its host; failing: three polls in a row or more; silent: see silence; backing-off: polled later than usual; new: not polled yet; unknown: Redis is away
   */
  state: 'unknown' | 'paused' | 'failing' | 'silent' | 'backing-off' | 'new' | 'polled'
  feed: {
    lastPolledAt: string | null
    lastReadAt: string | null
    failures: number
    /**
     * Of the last poll that failed
     */
    lastError: {
      at: string
      why: string
    } | null
    nextPollAt: string | null
    /**
     * backing-off: it failed more than once; host-asked: by Retry-After
     */
    nextPollWhy: ('interval' | 'backing-off' | 'host-asked') | null
    /**
     * When a poll last brought something that was not known
     */
    lastNewAt: string | null
    /**
     * The longest time between two such polls, which counts half as much a week later
     */
    usualGapMs: number | null
  } | null
  /**
   * Of one that is silent: nobody polls it, or it has brought nothing for three times its usual gap
   */
  silence: {
    why: 'not-polled' | 'nothing-new'
    sinceAt: string | null
  } | null
  pause: {
    kind: 'stage' | 'host' | 'source'
    name: string
    by: string
    reason: string
    since: string
    until: string | null
  } | null
  hostPause: {
    kind: 'stage' | 'host' | 'source'
    name: string
    by: string
    reason: string
    since: string
    until: string | null
  } | null
  /**
   * Addresses that it brought in the last seven days, by the day: each once, however often it was run; of a source that is not there for seven days yet by those that it is, one at least
   */
  itemsPerDay: number
  runs: {
    lastDay: number
    lastWeek: number
  }
  articles: {
    lastDay: number
    lastWeek: number
  }
  lastRun: {
    urlId: string
    run: number
    url: string
    endedAt: string
    endedBy: string
    reason: string | null
  } | null
}

export interface PostSourcesBody {
  /**
   * Its name in state, logs and events
   */
  id: string
  /**
   * Of a feed; POST /v1/sources/discover finds it
   */
  url: string
  /**
   * The publisher, as it is shown
   */
  outlet?: string
  everySeconds?: number
}

export interface GetSource {
  id: string
  url: string
  outlet: string | null
  everySeconds: number
  from: 'settings' | 'added'
  added: {
    by: string
    at: string
  } | null
  /**
   * paused: it, or its host; failing: three polls in a row or more; silent: see silence; backing-off: polled later than usual; new: not polled yet; unknown: Redis is away
   */
  state: 'unknown' | 'paused' | 'failing' | 'silent' | 'backing-off' | 'new' | 'polled'
  feed: {
    lastPolledAt: string | null
    lastReadAt: string | null
    failures: number
    /**
     * Of the last poll that failed
     */
    lastError: {
      at: string
      why: string
    } | null
    nextPollAt: string | null
    /**
     * backing-off: it failed more than once; host-asked: by Retry-After
     */
    nextPollWhy: ('interval' | 'backing-off' | 'host-asked') | null
    /**
     * When a poll last brought something that was not known
     */
    lastNewAt: string | null
    /**
     * The longest time between two such polls, which counts half as much a week later
     */
    usualGapMs: number | null
  } | null
  /**
   * Of one that is silent: nobody polls it, or it has brought nothing for three times its usual gap
   */
  silence: {
    why: 'not-polled' | 'nothing-new'
    sinceAt: string | null
  } | null
  pause: {
    kind: 'stage' | 'host' | 'source'
    name: string
    by: string
    reason: string
    since: string
    until: string | null
  } | null
  hostPause: {
    kind: 'stage' | 'host' | 'source'
    name: string
    by: string
    reason: string
    since: string
    until: string | null
  } | null
  /**
   * Addresses that it brought in the last seven days, by the day: each once, however often it was run; of a source that is not there for seven days yet by those that it is, one at least
   */
  itemsPerDay: number
  runs: {
    lastDay: number
    lastWeek: number
  }
  articles: {
    lastDay: number
    lastWeek: number
  }
  lastRun: {
    urlId: string
    run: number
    url: string
    endedAt: string
    endedBy: string
    reason: string | null
  } | null
  line: 'there' | 'away'
}

export interface DeleteSource {
  removed: true
  id: string
  url: string
}

export interface PostSourcesDiscover {
  url: string
  candidates: {
    url: string
    title: string | null
    /**
     * The address itself, named by its page, or at a usual place
     */
    from: 'itself' | 'page' | 'guess'
    format: ('rss' | 'atom' | 'json' | 'rdf') | null
    items: number
    newestAt: string | null
    /**
     * Why it cannot be read
     */
    problem: string | null
    /**
     * The source that polls this address already
     */
    sourceId: string | null
  }[]
  problems: {
    what: string
    remedy: string
  }[]
}

export interface PostSourcesDiscoverBody {
  /**
   * http or https
   */
  url: string
}

export interface PostSourcesTest {
  url: string
  /**
   * Whether a poll would read it
   */
  isFeed: boolean
  /**
   * The source that polls this address already
   */
  sourceId: string | null
  /**
   * `null` where no answer came
   */
  status: number | null
  finalUrl: string | null
  tookMs: number
  format: ('rss' | 'atom' | 'json' | 'rdf') | null
  title: string | null
  items: number
  newestAt: string | null
  first: {
    url: string
    title: string | null
    publishedAt: string | null
    host: string
  }[]
  /**
   * Whose pages would be fetched
   */
  hosts: {
    host: string
    items: number
  }[]
  problems: {
    what: string
    remedy: string
  }[]
}

export interface PostSourcesTestBody {
  /**
   * http or https
   */
  url: string
}

export interface GetLine {
  at: string
  redis: 'there' | 'away'
  archive: 'there' | 'away'
  line: {
    inFlight: number | null
    limit: number | null
    isFull: boolean | null
    fullOf: ('runs' | 'memory') | null
    /**
     * Runs that were accepted a minute, over the last minute, or since this process began to look; null until it has looked twice
     */
    acceptedPerMinute: number | null
    /**
     * Runs that ended a minute, over the same time
     */
    endedPerMinute: number | null
    /**
     * Events a minute that all stages published, over the last minute; null where those who work on one do not tell
     */
    eventsPerMinute: number | null
    memory: {
      usedBytes: number
      maxBytes: number | null
      share: number | null
      shareMax: number
    } | null
    stages: {
      stage: 'fetch' | 'parse' | 'deduplicate' | 'classify-stance'
      waiting: number | null
      waitingReplays: number | null
      active: number | null
      delayed: number | null
      failed: number | null
      workers: number | null
      oldestWaitingMs: number | null
      isPaused: boolean | null
      paused: {
        kind: 'stage' | 'host' | 'source'
        name: string
        by: string
        reason: string
        since: string
        until: string | null
      } | null
      /**
       * Runs a minute that came to it, over the last minute: those that the stage before it passed on, and for fetch those that the line accepted; null where that is not known
       */
      inPerMinute: number | null
      /**
       * Runs a minute that it was done with (passed on, ended or gave up), over the last minute, as those who work on it told within five seconds; null where nobody does who tells
       */
      outPerMinute: number | null
      /**
       * How long work on a run took at most for half of those it was done with in the last five minutes, to within five per cent; null where there were none
       */
      p50Ms: number | null
      /**
       * The same for 95 of 100
       */
      p95Ms: number | null
      /**
       * Runs that it passed on within the last hour, at least: after a restart of those who work on it, what the archive knows since these runs ended
       */
      passed: number | null
      ends: {
        [k: string]: number
      }
    }[]
    hosts: {
      count: number
      waiting: number
      /**
       * For how long the oldest of these has waited, since it was accepted; null where each is put off on purpose: its host is paused or asked for patience, or fetch is paused
       */
      oldestWaitingMs: number | null
      blocked: number
      inHand: number
    } | null
    replays: {
      waiting: number
      active: number
    } | null
  }
  workers: {
    service: string
    host: string
    pid: number
    version: string
    concurrency: number | null
    rssBytes: number
    lagMs: number
    startedAt: string
    seenAt: string
  }[]
  consumers: {
    name: string
    kind: 'archive' | 'group'
    lagMs: number
    lagEvents: number | null
    pending: number
    isLapsed: boolean
  }[]
  sources: {
    total: number
    silentCount: number
    failingCount: number
    silent: {
      id: string
      outlet: string | null
      why: 'not-polled' | 'nothing-new'
      lastPolledAt: string | null
    }[]
    failing: {
      id: string
      outlet: string | null
      failures: number
      lastPolledAt: string | null
    }[]
  }
  alarms: {
    id: string
    level: 'warning' | 'critical'
    what: string
    where: string
    remedy: string
    href: string
    since: string
  }[]
}

export interface GetLineHistory {
  range: '1h' | '24h' | '7d'
  stretchSeconds: number
  /**
   * How much of the last stretch had passed; it is not over yet
   */
  lastSeconds: number
  at: string[]
  stages: {
    stage: 'fetch' | 'parse' | 'deduplicate' | 'classify-stance'
    passed: number[]
    ends: {
      [k: string]: number[]
    }
    workedMs: (number | null)[]
  }[]
}

export interface PostSession {
  name: string
  role: 'read' | 'submit' | 'operate' | 'admin'
  csrf: string | null
  expiresAt: string | null
}

export interface PostSessionBody {
  token: string
}

export interface GetSession {
  name: string
  role: 'read' | 'submit' | 'operate' | 'admin'
  csrf: string | null
  expiresAt: string | null
}

export interface DeleteSession {
  /**
   * False where nobody was logged in
   */
  ended: boolean
}

export interface GetLivez {
  status: 'ok'
}

export interface GetReadyz {
  status: 'ok'
  line: 'there' | 'away'
}
