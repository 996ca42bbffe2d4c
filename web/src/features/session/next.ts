import type { RouteLocationNormalizedLoaded } from 'vue-router'

/** Where to go after sign-in: a page of ours that was asked for, never another site. */
export function nextOf(route: RouteLocationNormalizedLoaded): string {
  const wanted = route.query.next
  return typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) ? wanted : '/'
}

const PLACE = 'centrala.next'

/** Keeps where to go while the browser is away at the identity provider. */
export function rememberNext(next: string): void {
  sessionStorage.setItem(PLACE, next)
}

export function recallNext(): string {
  const next = sessionStorage.getItem(PLACE) ?? '/'
  sessionStorage.removeItem(PLACE)
  return /^\/(?![/\\])/.test(next) ? next : '/'
}
