import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { address, get, type Agent, type Brand, type Id, type Inbox, type List, type Team } from '@/api'

/** Where the logo of a brand is, in the version that it is in. */
export const logoOf = (brand: Brand) => (brand.logo ? address(`/brands/${brand.id}/logo`, { v: brand.logo }) : null)

/** Colleagues, teams and inboxes by id: what pickers offer and timelines name. */
export function usePeople() {
  const agentList = useQuery({ queryKey: ['agents'], queryFn: () => get<List<Agent>>('/agents', { limit: 200 }), staleTime: 300_000 })
  const teamList = useQuery({ queryKey: ['teams'], queryFn: () => get<List<Team>>('/teams', { limit: 200 }), staleTime: 300_000 })
  const inboxList = useQuery({ queryKey: ['inboxes'], queryFn: () => get<List<Inbox>>('/inboxes', { limit: 200 }), staleTime: 300_000 })
  const brandList = useQuery({ queryKey: ['brands'], queryFn: () => get<List<Brand>>('/brands', { limit: 200 }), staleTime: 300_000 })

  const agents = computed(() => agentList.data.value?.items ?? [])
  const teams = computed(() => teamList.data.value?.items ?? [])
  const inboxes = computed(() => inboxList.data.value?.items ?? [])
  const brands = computed(() => (brandList.data.value?.items ?? []).filter((brand) => !brand.archivedAt).map((brand) => ({ ...brand, logo: logoOf(brand) })))
  const name = (of: { id: Id; name: string }[], id: Id | null | undefined) => of.find((one) => one.id === id)?.name

  return {
    agents, teams, inboxes, brands,
    agentName: (id: Id | null | undefined) => name(agents.value, id),
    teamName: (id: Id | null | undefined) => name(teams.value, id),
    /** The brand of what is in an inbox; nothing where there is only one, for then it tells nothing. */
    brandOf: (inbox: Id | null | undefined) => (brands.value.length > 1 ? brands.value.find((brand) => brand.id === inboxes.value.find((one) => one.id === inbox)?.brand) : undefined),
    inboxName: (id: Id | null | undefined) => name(inboxes.value, id),
  }
}
