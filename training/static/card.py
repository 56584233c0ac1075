"""The card of the bundled encoder: data, method, figures, licence, limits. Written by the training itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.encoding.static.encoder import StaticEncoder
from training.static.eval import WORDS, Figures

_CARD = """# The bundled Vietnamese encoder

A static embedding for searching Vietnamese administrative and legal texts: a text's vector is the mean of the vectors
of its terms (syllables and bigrams, as printed or as typed without accents), scaled to unit length. It needs no GPU and
no torch. sentence-transformers (6.2 is tested) loads this folder as it stands; it takes the string that
`assistant.vietnamese.words.terms.encoder_terms(text)` gives, not the text itself. Made by `python -m training.static`.

## Form
- {terms} terms, {dimension} dimensions; rows are int8 with one float32 scale each (`embeddings` and `weights`: the
  model2vec form, which sentence-transformers folds together on loading). A term outside the vocabulary has the zero
  vector; a text without a known term too.
- In questions a term outside the vocabulary is first looked up without its accents, so that a half-accented pair
  ("chuyển_doi") is worth something; `StaticEncoder.question_terms(text)` gives sentence-transformers that string.
- fingerprint `{fingerprint}`

## Data
Texts only; none of them, nor any sentence of them, is in this folder.
{counts}
- *Codification of laws* (Bộ Pháp điển điện tử of the Ministry of Justice, by way of the corpus of the Zalo AI Challenge
  2021): article titles, names of laws, articles. Legal texts of the State are outside copyright (Luật Sở hữu trí tuệ,
  Điều 15).
- *Full texts of laws* (252 laws, decrees and consolidations as a legal web site prints them): headings and articles.
- *vietnews*: titles, abstracts and the first 900 characters of Vietnamese newspaper stories. The stories are their
  publishers'; only counts and vectors of terms remain here.

No question of any test set was trained on. The dev questions of zalo-phapdien chose between settings
(`docs/experiments.md`, "Encoder"), so its dev figure flatters slightly; those of drill and alqac2025 chose nothing.
The articles that zalo-phapdien's questions are asked over are among the texts trained on (not the questions), and 79 %
of drill's articles are of laws that are; of alqac2025's articles at least 11 % begin like a text trained on. How it
does on documents unlike these, such as plans of provinces, is not measured.

## Method
Questions are made from the texts: a title, a title with its law's name, 6 to 24 syllables of an article asking for
another part of it, a news title or abstract; a tenth of the syllables is dropped, ways of asking ("… được quy định như
thế nào?", a list of our own) are added to half of them. 30 % lose all accents, 20 % lose those of every second syllable
at random. The passage is 50 to 160 syllables of the text, often under its title. InfoNCE in both directions over the
batch, passages of the same article or under the same title left out; start: random projection of idf, a term without
accents beginning where its accented forms are. Adam, cosine to zero.

Settings: `{settings}`

## Figures
Best {words}-word passage (title in front) of each article, vectors alone, dev questions; accents of the question kept,
stripped, or those of each syllable kept with probability one half. {time}

| set | accents | {measures} |
| --- | --- | {rules} |
{rows}

## Licence
Apache-2.0, as the project.

## Limits
It knows no word order beyond two syllables and no term outside its vocabulary (rare names, other languages, codes):
beside it stands the lexical index, which does. Trained on laws and news, not on plans and reports of provinces; on
colloquial questions (drill) it is weakest; `tracuu adapt` refits it to an owner's documents. Two trainings with one
seed and two threads agree to the last bit in a small configuration on one machine
(`tests/encoding/static/test_training.py`);
of the whole training and of other processors this was not checked. It finds passages; it says nothing of whether they
are in force.
"""


def write_card(
    folder: Path,
    plan: Mapping[str, Any],
    counts: Mapping[str, int],
    encoder: StaticEncoder,
    figures: Mapping[str, Figures],
    minutes: float,
) -> None:
    """Writes `CARD.md` and `figures.json` into `folder`; without `counts` (nothing was trained) older facts stay."""
    file = folder / "figures.json"
    known = json.loads(file.read_text(encoding="utf-8")) if file.is_file() and not counts else {}
    if counts:
        known = {"plan": dict(plan), "counts": dict(counts), "minutes": round(minutes, 1)}
    known["figures"] = {
        name: {how: {m: round(v, 4) for m, v in found.items()} for how, found in by.items()}
        for name, by in figures.items()
    }
    file.write_text(json.dumps(known, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    measures = list(next(iter(next(iter(figures.values())).values())))
    rows = [
        f"| {name} | {how} | " + " | ".join(f"{found[measure]:.3f}" for measure in measures) + " |"
        for name, by in figures.items()
        for how, found in by.items()
    ]
    listed = ", ".join(f"{n} of {source}" for source, n in known.get("counts", {}).items())
    card = _CARD.format(
        terms=len(encoder.model.vocabulary) - 1,
        dimension=encoder.dimension,
        fingerprint=encoder.fingerprint,
        counts=f"Entries: {listed}." if listed else "",
        settings=json.dumps(known.get("plan", {})),
        words=WORDS,
        time=f"Training took {known['minutes']} minutes on four shared cores." if "minutes" in known else "",
        measures=" | ".join(measures),
        rules=" | ".join("---" for _ in measures),
        rows="\n".join(rows),
    )
    (folder / "CARD.md").write_text(card, encoding="utf-8")
