import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { get, type Agent, type Id, type Inbox, type List, type Team } from '@/api'

/** Colleagues, teams and inboxes by id: what pickers offer and timelines name. */
export function usePeople() {
  const agentList = useQuery({ queryKey: ['agents'], queryFn: () => get<List<Agent>>('/agents', { limit: 200 }), staleTime: 300_000 })
  const teamList = useQuery({ queryKey: ['teams'], queryFn: () => get<List<Team>>('/teams', { limit: 200 }), staleTime: 300_000 })
  const inboxList = useQuery({ queryKey: ['inboxes'], queryFn: () => get<List<Inbox>>('/inboxes', { limit: 200 }), staleTime: 300_000 })

  const agents = computed(() => agentList.data.value?.items ?? [])
  const teams = computed(() => teamList.data.value?.items ?? [])
  const inboxes = computed(() => inboxList.data.value?.items ?? [])
  const name = (of: { id: Id; name: string }[], id: Id | null | undefined) => of.find((one) => one.id === id)?.name

  return {
    agents, teams, inboxes,
    agentName: (id: Id | null | undefined) => name(agents.value, id),
    teamName: (id: Id | null | undefined) => name(teams.value, id),
    inboxName: (id: Id | null | undefined) => name(inboxes.value, id),
  }
}
