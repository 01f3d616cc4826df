"""MathML and TeX as readable text in one line."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from voltext.ingest.mathml import math_text
from voltext.ingest.normal import normalise
from voltext.ingest.tex import tex_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"10^{-4}", "10^-4"),
        (r"Li^{+}", "Li^+"),
        (r"$\mathrm{Li}_{7}\mathrm{La}_3$", "Li7La3"),
        (r"\frac{a+b}{2}", "(a+b)/2"),
        (r"1.2\times 10^{-12}\,\mathrm{cm^2\,s^{-1}}", "1.2 × 10^-12 cm^2 s^-1"),
        (r"80\,^{\circ}\mathrm{C}", "80 °C"),
        (r"\sqrt{x}", "√(x)"),
        (r"\documentclass{minimal}\usepackage{x}\begin{document}$$\alpha \approx 5$$\end{document}", "α ≈ 5"),
        (r"e^{-\lambda t}", "e^-λt"),
        (r"\ce{LiNi_{0.8}O2}", "LiNi0.8O2"),
        (r"\"{o}", "ö"),
    ],
)
def test_tex(source: str, text: str) -> None:
    assert normalise(tex_text(source)) == text


@given(st.text(alphabet="ab{}\\^_$frac ", max_size=60))
def test_tex_never_fails(source: str) -> None:
    assert isinstance(tex_text(source), str)


def test_deep_tex_is_cut_off_quickly() -> None:
    start = time.process_time()
    tex_text("{" * 100_000)
    tex_text(r"\frac{" * 20_000)
    assert time.process_time() - start < 3


def mathml(inner: str) -> str:
    return normalise(math_text(etree.fromstring(f"<math>{inner}</math>")))


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<msup><mn>10</mn><mrow><mo>−</mo><mn>4</mn></mrow></msup>", "10^-4"),
        ("<msub><mi>D</mi><mi>Li</mi></msub><mo>=</mo><mn>2</mn>", "DLi = 2"),
        ("<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac>", "a/(b + 1)"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x1^2"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a, b)"),
        ("<mfenced open='[' close=']'><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfenced>", "[a + b]"),
        ("<mover><mi>x</mi><mo>¯</mo></mover>", "x"),
        ("<msqrt><mi>x</mi></msqrt>", "√(x)"),
        ("<mn>25</mn><msup><mrow/><mo>∘</mo></msup><mi>C</mi>", "25°C"),
        ("<mmultiscripts><mi>Li</mi><mprescripts/><none/><mn>7</mn></mmultiscripts>", "^7Li"),
    ],
)
def test_mathml(inner: str, text: str) -> None:
    assert mathml(inner) == text
