import type { LiveFrame } from '@/api'

export interface LiveSocket {
  send: (text: string) => void
  close: () => void
  onmessage: ((event: MessageEvent<string>) => void) | null
  onclose: ((event: CloseEvent) => void) | null
}

export interface LiveOptions {
  open: () => LiveSocket
  onFrame: (frame: LiveFrame) => void
  onState: (connected: boolean) => void
  random?: () => number
}

const pingEvery = 20_000
const pongWithin = 8_000
const longestWait = 15_000

/**
 * One connection to the server that always comes back: it remembers the log position it has seen and
 * resumes there, asks again for what is watched, and waits longer after each failure.
 */
export class LiveConnection {
  private socket: LiveSocket | null = null
  private position: number | null = null
  private epoch: string | null = null
  private failures = 0
  private stopped = true
  private retry: ReturnType<typeof setTimeout> | undefined
  private ping: ReturnType<typeof setInterval> | undefined
  private pong: ReturnType<typeof setTimeout> | undefined
  private readonly watched = new Set<string>()

  constructor(private readonly options: LiveOptions) {}

  start(): void {
    this.stopped = false
    if (!this.socket) this.connect()
  }

  stop(): void {
    this.stopped = true
    this.position = null
    this.drop()
  }

  /** Tries at once, for instance because the network is back. */
  wake(): void {
    if (this.stopped || this.socket) return
    clearTimeout(this.retry)
    this.connect()
  }

  watch(conversation: string): void {
    this.watched.add(conversation)
    this.say({ type: 'watch', conversation })
  }

  unwatch(conversation: string): void {
    this.watched.delete(conversation)
    this.say({ type: 'unwatch', conversation })
  }

  /** What the agent does in a watched conversation; lost when there is no connection, and said again soon. */
  presence(conversation: string, doing: string): void {
    this.say({ type: 'presence', conversation, doing })
  }

  private connect(): void {
    const socket = this.options.open()
    this.socket = socket
    socket.onmessage = (event) => this.hear(JSON.parse(event.data) as LiveFrame)
    socket.onclose = () => {
      if (this.socket === socket) this.lost()
    }
  }

  private hear(frame: LiveFrame): void {
    clearTimeout(this.pong)
    if (frame.type === 'hello') {
      this.greet(frame.position, frame.epoch)
      return
    }
    if ('position' in frame) this.position = Math.max(this.position ?? 0, frame.position)
    if (frame.type !== 'pong') this.options.onFrame(frame)
  }

  private greet(position: number, epoch: string): void {
    this.failures = 0
    // Watching first: what is told again includes the messages of what is watched by then.
    for (const conversation of this.watched) this.say({ type: 'watch', conversation })
    if (this.position !== null) this.say({ type: 'resume', position: this.position, epoch: this.epoch })
    // Positions count anew in a restored log: the server answers with a reset, and what we knew means nothing any more.
    if (this.position === null || epoch !== this.epoch) this.position = position
    this.epoch = epoch
    this.ping = setInterval(() => {
      this.say({ type: 'ping' })
      this.pong = setTimeout(() => this.lost(), pongWithin)
    }, pingEvery)
    this.options.onState(true)
  }

  private say(frame: object): void {
    try {
      this.socket?.send(JSON.stringify(frame))
    } catch {
      // Not open yet: greet() says it again.
    }
  }

  private lost(): void {
    this.drop()
    this.options.onState(false)
    if (this.stopped) return
    const wait = Math.min(longestWait, 400 * 2 ** this.failures++)
    this.retry = setTimeout(() => this.connect(), wait * (0.75 + 0.5 * (this.options.random ?? Math.random)()))
  }

  private drop(): void {
    clearTimeout(this.retry)
    clearTimeout(this.pong)
    clearInterval(this.ping)
    const socket = this.socket
    this.socket = null
    socket?.close()
  }
}
