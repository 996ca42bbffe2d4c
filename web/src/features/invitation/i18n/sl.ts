export default {
  tab: 'Nastavi geslo',
  title: 'Pozdravljeni, {name}',
  text: 'Izberi geslo. Ta povezava potem ne deluje več.',
  email: 'Prijavljaš se z naslovom',
  password: 'Novo geslo',
  go: 'Nastavi geslo in se prijavi',
  used: {
    title: 'Ta povezava ne deluje več',
    text: 'Bila je že uporabljena, zamenjana z novejšo ali je starejša od sedmih dni. Skrbnika prosi za novo.',
    way: 'Pojdi na prijavo',
  },
  name: 'Ime in priimek',
  nameHint: 'Stranke in sodelavci ga berejo ob tvojih odgovorih.',
  resetTitle: 'Novo geslo',
  resetText: 'Povsod drugod boš odjavljen.',
}
