/** Our own two short tones: nothing to load, and no harsher than a knock. */
const tones = [{ pitch: 659.25, at: 0 }, { pitch: 880, at: 0.11 }]
const length = 0.32
let audio: AudioContext | undefined

/** Plays them at a volume of 0 to 100; a browser that nobody has touched yet stays silent. */
export async function chime(volume: number): Promise<void> {
  if (!volume || !('AudioContext' in window)) return
  audio ??= new AudioContext()
  if (audio.state === 'suspended') await Promise.race([audio.resume(), new Promise((over) => setTimeout(over, 200))])
  if (audio.state !== 'running') return
  const loudness = (volume / 100) ** 2 * 0.5
  for (const { pitch, at } of tones) {
    const tone = audio.createOscillator()
    const level = audio.createGain()
    const from = audio.currentTime + at
    tone.type = 'sine'
    tone.frequency.value = pitch
    level.gain.setValueAtTime(0, from)
    level.gain.linearRampToValueAtTime(loudness, from + 0.012)
    level.gain.exponentialRampToValueAtTime(0.0001, from + length)
    tone.connect(level).connect(audio.destination)
    tone.start(from)
    tone.stop(from + length)
  }
}
