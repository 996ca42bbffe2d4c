export default {
  product: 'Centrala',
  language: 'Jezik',
  theme: 'Tema',
  field: {
    missing: 'Izpolni to polje.',
    between: 'Uporabi od {min} do {max} znakov.',
    least: 'Uporabi vsaj {min} znakov.',
    most: 'Uporabi največ {max} znakov.',
    email: "To ni e-poštni naslov, kot je ana{'@'}example.com.",
    line: 'Uporabi eno vrstico vidnih znakov.',
    choice: 'Izberi s seznama.',
    port: 'Vrata so število od 1 do 65535.',
  },
  password: {
    show: 'Pokaži',
    hide: 'Skrij',
    hint: 'Vsaj {min} znakov. Več besed si je lažje zapomniti kot posebne znake.',
    short: 'Prekratko: {n} od {min}',
    fair: 'Srednje: {n} znak | Srednje: {n} znaka | Srednje: {n} znaki | Srednje: {n} znakov',
    good: 'Dobro: {n} znak | Dobro: {n} znaka | Dobro: {n} znaki | Dobro: {n} znakov',
    strong: 'Močno: {n} znak | Močno: {n} znaka | Močno: {n} znaki | Močno: {n} znakov',
  },
}
