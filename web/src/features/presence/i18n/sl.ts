export default {
  viewing: '{name} gleda', noting: '{name} piše opombo', replying: '{name} odgovarja',
  replies: '{names} ravnokar odgovarja stranki. | {names} ravnokar odgovarjata stranki. | {names} ravnokar odgovarjajo stranki. | {names} ravnokar odgovarjajo stranki.',
  notes: '{names} piše opombo. | {names} pišeta opombi. | {names} pišejo opombe. | {names} pišejo opombe.',
}
