export default {
  viewing: '{name} ogląda', noting: '{name} pisze notatkę', replying: '{name} odpowiada',
  replies: '{names} właśnie odpowiada klientowi. | {names} właśnie odpowiadają klientowi. | {names} właśnie odpowiadają klientowi.',
  notes: '{names} pisze notatkę. | {names} piszą notatki. | {names} piszą notatki.',
}
