"""Trained weights as a CTranslate2 model in int8.

    python -m training.packs.export --weights WORK/weights16.pt --out DIR

DIR then holds model/ and sentencepiece.model, which `package` makes into packs.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING, Any, Final

import ctranslate2
import numpy as np
from ctranslate2.specs import common_spec, transformer_spec

from training.packs import vocabulary
from training.packs.network import Network, shape_of
from training.packs.state import read_weights

if TYPE_CHECKING:
    from torch import Tensor

SPECIAL: Final = ("<pad>", "<unk>", "<s>", "</s>")
CHECKPOINT: Final = Path(__file__).parent / "checkpoint"


def export(network: Network, pieces: list[str], out: Path) -> None:
    """Write the network to folder `out`; `pieces` is its vocabulary in order of number."""
    shape = network.shape
    spec = transformer_spec.TransformerSpec.from_config(
        (shape.encoder, shape.decoder),
        shape.heads,
        pre_norm=True,
        activation=common_spec.Activation.RELU,
    )
    _fill(spec, network)
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_eos = True
    _, unknown, start, end = SPECIAL
    spec.config.bos_token = spec.config.decoder_start_token = start
    spec.config.eos_token = end
    spec.config.unk_token = unknown
    spec.validate()
    spec.optimize(quantization="int8")
    out.mkdir(parents=True, exist_ok=True)
    spec.save(str(out))


def _fill(spec: Any, network: Any) -> None:  # noqa: ANN401 both sides are untyped
    embedding = _array(network.emb.weight)
    places = _array(network.pos)
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = True
        side.position_encodings.encodings = places
    spec.encoder.embeddings[0].weight = embedding
    spec.decoder.embeddings.weight = embedding
    spec.decoder.projection.weight = embedding
    spec.decoder.projection.bias = np.zeros(embedding.shape[0], np.float32)
    _norm(spec.encoder.layer_norm, network.en)
    _norm(spec.decoder.layer_norm, network.dn)
    for layer, module in zip(spec.encoder.layer, network.enc, strict=True):
        _attention(layer.self_attention, module.n1, module.at.qkv, module.at.o)
        _feed_forward(layer.ffn, module.n2, module.ff)
    for layer, module in zip(spec.decoder.layer, network.dec, strict=True):
        _attention(layer.self_attention, module.n1, module.at.qkv, module.at.o)
        _attention(layer.attention, module.n2, module.ca.q, module.ca.kv, module.ca.o)
        _feed_forward(layer.ffn, module.n3, module.ff)


def _attention(spec: Any, norm: Any, *linears: Any) -> None:  # noqa: ANN401
    _norm(spec.layer_norm, norm)
    for place, module in zip(spec.linear, linears, strict=True):
        _linear(place, module)


def _feed_forward(spec: Any, norm: Any, module: Any) -> None:  # noqa: ANN401
    _norm(spec.layer_norm, norm)
    _linear(spec.linear_0, module.a)
    _linear(spec.linear_1, module.b)


def _linear(spec: Any, module: Any) -> None:  # noqa: ANN401
    spec.weight = _array(module.weight)
    spec.bias = _array(module.bias)


def _norm(spec: Any, module: Any) -> None:  # noqa: ANN401
    spec.gamma = _array(module.weight)
    spec.beta = _array(module.bias)


def _array(tensor: Tensor) -> Any:  # noqa: ANN401
    return tensor.detach().float().cpu().numpy()


def main() -> None:
    """Export a checkpoint."""
    parser = ArgumentParser(description="Export trained weights to CTranslate2 int8.")
    parser.add_argument("--weights", type=Path, default=CHECKPOINT / "weights16.pt")
    parser.add_argument("--vocabulary", type=Path, default=CHECKPOINT / "sentencepiece.model")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    weights = read_weights(options.weights)
    network = Network(shape_of(weights))
    network.load_state_dict(weights)
    processor = vocabulary.read(options.vocabulary)
    pieces = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    export(network, pieces, options.out / "model")
    copyfile(options.vocabulary, options.out / "sentencepiece.model")
    print(f"{options.out / 'model'}: {network.shape}, CTranslate2 {ctranslate2.__version__}")


if __name__ == "__main__":
    main()
