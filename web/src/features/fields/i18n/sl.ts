export default {
  ofCustomer: 'O stranki', ofCompany: 'O podjetju', title: 'Podrobnosti', nothing: 'Nič izbrano', needed: 'potrebno za rešitev', find: 'Poišči izbiro', open: 'Odpri povezavo: {name}', reason: 'Razlog stika', noReason: 'Brez razloga stika', findReason: 'Poišči razlog stika',
  complexity: 'Zahtevnost', noComplexity: 'Brez zahtevnosti', levels: { simple: 'Preprosto', normal: 'Običajno', hard: 'Zahtevno' },
  action: { reason: 'Izberi razlog stika', complexity: 'Nastavi zahtevnost', fill: 'Izpolni podrobnosti' },
  incomplete: 'Pred rešitvijo izpolni: {names}', changed: '{name}: spremenjeno',
  event: { reason: 'razlog stika: {name}', noReason: 'razlog stika odstranjen', complexity: 'zahtevnost: {name}', noComplexity: 'zahtevnost odstranjena', field: 'spremenjeno polje {name}' },
  settings: {
    text: 'Kaj sprašuješ o zahtevkih ali strankah poleg tega, kar je vedno tam. Nič se ne izgubi: arhivirano polje obdrži vrednosti in ga lahko obnoviš.',
    empty: 'Polj še ni', add: 'Dodaj polje', new: 'Novo polje', create: 'Dodaj polje', made: 'Polje dodano', saved: 'Polje shranjeno', archived: 'Arhivirano: {name}', restored: 'Znova v uporabi: {name}', archive: 'Arhiviraj', restore: 'Obnovi',
    name: 'Ime', nameHint: 'Preimenuješ ga lahko kadar koli. Programi in iskanje uporabljajo ključ {key}.', subject: 'Velja za', subjects: { conversation: 'Zahtevke', customer: 'Stranke', company: 'Podjetja' },
    type: 'Vrsta', types: { text: 'Besedilo', number: 'Število', date: 'Datum', choice: 'Izbira', checkbox: 'Potrditveno polje', link: 'Povezava' },
    brand: 'Znamka', allBrands: 'Vse znamke', required: 'Potrebno za rešitev', requiredHint: 'Zahtevek je rešen šele, ko je polje izpolnjeno, kjer je prikazano.', yes: 'da',
    condition: 'Kdaj je prikazano', always: 'Vedno', whenReason: 'Pri nekaterih razlogih stika', whenField: 'Ko ustreza »{name}«', values: 'Z eno od vrednosti', state: 'Stanje', asked: 'V uporabi', isArchived: 'Arhivirano', up: 'Premakni {name} gor', down: 'Premakni {name} dol',
    choices: 'Izbire', someoneElse: 'Nekdo je to spremenil, odkar imaš odprto. Odpri znova, da vidiš spremembe, ali shrani še enkrat, da jih zamenjaš.', noChoice: 'Dodaj vsaj eno izbiro.',
  },
  tree: {
    hint: 'Enter doda vrstico. Alt s puščicami premakne vrstico gor, dol, noter in ven. Kar je v uporabi, se arhivira, ne briše.', add: 'Dodaj vrstico', name: 'Vrstica {n}', up: 'Gor', down: 'Dol', in: 'Noter', out: 'Ven', archive: 'Arhiviraj', restore: 'Obnovi', remove: 'Odstrani', archived: 'arhivirano',
  },
  reasons: {
    text: 'Zakaj stranke pišejo, od splošnega k posebnemu. Agenti izberejo razlog s tipko Y.', required: 'Potreben za rešitev', requiredHint: 'Zahtevek te znamke je rešen le z razlogom stika.', saved: 'Razlogi stika shranjeni', list: 'Razlogi stika', count: '{n} razlog | {n} razloga | {n} razlogi | {n} razlogov',
  },
}
