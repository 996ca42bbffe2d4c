import type { RouteRecordRaw } from 'vue-router'
import { auditSection } from '@/features/audit'
import { profileSection } from '@/features/profile'
import { quarantineSection } from '@/features/quarantine'
import { referenceSection } from '@/features/reference'

const sections: RouteRecordRaw[] = [
  { path: 'mailboxes/:id?', name: 'mailboxes', component: () => import('./mailboxes/MailboxesPage.vue'), meta: { permission: 'settings.manage', title: 'settings.nav.mailboxes' } },
  { path: 'inboxes/:id?', name: 'inboxes', component: () => import('./inboxes/InboxesPage.vue'), meta: { permission: 'settings.manage', title: 'settings.nav.inboxes' } },
  { path: 'snippets/:id?', name: 'snippets', component: () => import('./snippets/SnippetsPage.vue'), meta: { permission: 'conversation.note', title: 'settings.nav.snippets' } },
  { path: 'macros/:id?', name: 'macros', component: () => import('./macros/MacrosPage.vue'), meta: { permission: 'conversation.note', title: 'settings.nav.macros' } },
  { path: 'tags/:id?', name: 'tags', component: () => import('./tags/TagsPage.vue'), meta: { permission: 'knowledge.manage', title: 'settings.nav.tags' } },
  { path: 'fields/:id?', name: 'fields', component: () => import('./fields/FieldsPage.vue'), meta: { permission: 'settings.manage', title: 'settings.nav.fields' } },
  { path: 'contact-reasons/:id?', name: 'contact-reasons', component: () => import('./fields/ReasonsPage.vue'), meta: { permission: 'settings.manage', title: 'settings.nav.reasons' } },
  { path: 'search-index', name: 'search-index', component: () => import('./search/SearchIndexPage.vue'), meta: { permission: 'settings.manage', title: 'settings.nav.searchIndex' } },
  { path: 'people/:id?', name: 'people', component: () => import('./people/PeoplePage.vue'), meta: { permission: 'people.manage', title: 'settings.nav.people' } },
  { path: 'teams/:id?', name: 'teams', component: () => import('./people/TeamsPage.vue'), meta: { permission: 'people.manage', title: 'settings.nav.teams' } },
  { path: 'roles/:id?', name: 'roles', component: () => import('./people/RolesPage.vue'), meta: { permission: 'people.manage', title: 'settings.nav.roles' } },
  { path: 'sign-in', name: 'identity', component: () => import('./identity/IdentityPage.vue'), meta: { permission: 'people.manage', title: 'settings.nav.identity' } },
  { path: 'api-keys/:id?', name: 'api-keys', component: () => import('./keys/KeysPage.vue'), meta: { permission: 'apikeys.manage', title: 'settings.nav.keys' } },
  { path: 'webhooks/:id?', name: 'webhooks', component: () => import('./webhooks/WebhooksPage.vue'), meta: { permission: 'settings.manage', title: 'settings.nav.webhooks' } },
  auditSection,
  quarantineSection,
  referenceSection,
  profileSection,
]

export const routes: RouteRecordRaw[] = [
  { path: '/settings', component: () => import('./SettingsPage.vue'), children: [{ path: '', name: 'settings', component: () => import('./FirstSection.vue') }, ...sections] },
]
