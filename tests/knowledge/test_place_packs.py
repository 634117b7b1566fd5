"""A user's own places come first; a country pack stands beside the gazetteer; broken files say where."""

import json

import pytest

from herodotus.analyse.places_resolve import Spot, resolve
from herodotus.errors import KnowledgeError
from herodotus.knowledge.gazetteer import load_gazetteer, use_places
from herodotus.knowledge.place_packs import add_places, build_whosonfirst


@pytest.fixture
def folder(tmp_path):
    yield tmp_path / "packs"
    use_places(None)


def table(tmp_path, *lines):
    path = tmp_path / "mine.tsv"
    path.write_text("\n".join(["\t".join(line) for line in lines]) + "\n", encoding="utf-8")
    return path


def best(name, text):
    start = text.index(name)
    spot = Spot(start=start, end=start + len(name), name=name)
    return resolve([spot], text=text, gazetteer=load_gazetteer())[0][0].candidate


def test_an_added_place_is_found_by_its_names_with_country_and_division(tmp_path, folder):
    source = table(
        tmp_path,
        ("name", "lat", "lon", "kind", "also"),
        ("Checkpoint Nine", "36.34", "43.13", "landmark", "Post 9"),
    )
    assert add_places(source, folder=folder).places == 1
    use_places(folder)
    found = best("Post 9", "A bomb went off at Post 9 in Mosul, Iraq.")
    assert (found.name, found.country, found.id) == ("Checkpoint Nine", "IQ", "own:1")
    assert found.admin1


def test_an_added_place_comes_before_the_gazetteers(tmp_path, folder):
    text = "Fighters took Paris in the north of Mali."
    assert best("Paris", text).country == "FR"
    add_places(table(tmp_path, ("name", "lat", "lon"), ("Paris", "16.30", "-0.05")), folder=folder)
    use_places(folder)
    assert best("Paris", text).country == "ML"


def test_the_gazetteer_stays_where_the_pack_knows_nothing(tmp_path, folder):
    before = load_gazetteer().candidates("Kobane", countries=("SY",))
    add_places(table(tmp_path, ("name", "lat", "lon"), ("Paris", "16.30", "-0.05")), folder=folder)
    use_places(folder)
    assert load_gazetteer().candidates("Kobane", countries=("SY",)) == before


def test_geojson_with_an_area(tmp_path, folder):
    square = [[[36.0, 35.0], [36.2, 35.0], [36.2, 35.2], [36.0, 35.2], [36.0, 35.0]]]
    source = tmp_path / "camp.geojson"
    feature = {"properties": {"name": "Olive Camp", "kind": "camp"}, "geometry": {"coordinates": square}}
    source.write_text(json.dumps({"features": [feature]}), encoding="utf-8")
    add_places(source, folder=folder)
    use_places(folder)
    found = load_gazetteer().candidates("Olive Camp")[0]
    assert (round(found.lat, 2), round(found.lon, 2), found.kind, found.own) == (35.1, 36.1, "camp", True)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ((("name", "lat"), ("Here", "1")), "no column lon"),
        ((("name", "lat", "lon"), ("Here", "north", "1")), "place 1: could not convert"),
        ((("name", "lat", "lon"), ("Here", "91", "1")), "nowhere on earth"),
        ((("name", "lat", "lon", "kind"), ("Here", "1", "1", "hut")), "unknown kind `hut`"),
        ((("name", "lat", "lon"),), "holds no place"),
    ],
)
def test_a_broken_table_says_what_and_where(tmp_path, folder, lines, says):
    with pytest.raises(KnowledgeError, match=says):
        add_places(table(tmp_path, *lines), folder=folder)


def test_a_country_pack_is_built_from_whosonfirst_files(tmp_path, folder):
    source = tmp_path / "whosonfirst-data-admin-xx" / "data" / "101"
    source.mkdir(parents=True)
    village = {
        "wof:id": 101,
        "wof:name": "Tell Example",
        "wof:placetype": "locality",
        "wof:country": "SY",
        "name:eng_x_variant": ["Tal Example"],
        "lbl:latitude": 36.5,
        "lbl:longitude": 37.9,
    }
    gone = village | {"wof:id": 102, "wof:name": "Gone Example", "edtf:deprecated": "2019-01-01"}
    for place in (village, gone):
        (source / f"{place['wof:id']}.geojson").write_text(
            json.dumps({"properties": place}), encoding="utf-8"
        )
    pack = build_whosonfirst(tmp_path / "whosonfirst-data-admin-xx", folder=folder)
    assert (pack.places, pack.left_out) == (1, 1)
    use_places(folder)
    found = load_gazetteer().candidates("Tal Example", countries=("SY",))[0]
    assert (found.id, found.name, found.own) == ("whosonfirst:101", "Tell Example", False)
    assert not [
        c for c in load_gazetteer().candidates("Gone Example", countries=("SY",)) if c.step == "exact"
    ]
