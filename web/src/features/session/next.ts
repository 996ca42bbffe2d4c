import type { RouteLocationNormalizedLoaded } from 'vue-router'

/** Where to go after sign-in: a page of ours that was asked for, never another site. */
export function nextOf(route: RouteLocationNormalizedLoaded): string {
  const wanted = route.query.next
  return typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) ? wanted : '/'
}
