/** Seconds as people say them: `42 min`, `3 h 20`, `2 d 4 h`. */
export function duration(seconds: number | null | undefined, days: string): string {
  if (seconds === null || seconds === undefined) return '–'
  const minutes = Math.round(seconds / 60)
  if (minutes < 1) return '< 1 min'
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 ? `${hours} h ${String(minutes % 60).padStart(2, '0')}` : `${hours} h`
  return hours % 24 ? `${Math.floor(hours / 24)} ${days} ${hours % 24} h` : `${Math.floor(hours / 24)} ${days}`
}
