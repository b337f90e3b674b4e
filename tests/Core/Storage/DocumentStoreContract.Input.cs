using System.Text;
using MerchantOps.Errors;
using MerchantOps.Storage;

namespace MerchantOps.Tests.Core.Storage;

/// <summary>What is refused, and what is kept as it was given.</summary>
public abstract partial class DocumentStoreContract
{
    [StoreFact]
    public async Task Every_character_of_the_alphabet_is_kept_apart_in_every_key_part()
    {
        const string Alphabet = "ABCXYZabcxyz0189_|:-";
        DocumentKey[] keys =
        [
            new("orders", Alphabet, Alphabet),
            new("orders", "a", "b:c"),
            new("orders", "a:b", "c"),
            new("orders", "a|b", "C"),
            new("orders", new string('p', DocumentKey.MaxLength), new string('i', DocumentKey.MaxLength)),
        ];

        foreach (var (key, i) in keys.Select((key, i) => (key, i)))
            await Store.SaveAsync(DocumentWrite.Create(key, Json($$"""{"n":{{i}}}""")), default);

        var found = await Store.FindManyAsync(keys, default);
        Assert.Equal(keys, found.Select(d => d!.Key));
        for (var i = 0; i < keys.Length; i++)
            AssertSame($$"""{"n":{{i}}}""", found[i]);
    }

    [StoreFact]
    public async Task A_key_part_outside_the_alphabet_is_refused_by_every_call()
    {
        foreach (var part in (string[])["", "a/b", "a b", "a.b", "a#b", "a?b", "a\\b", "é", "订单", "a\0", "a\n", new string('x', DocumentKey.MaxLength + 1)])
            foreach (var key in (DocumentKey[])[Key("a") with { Container = part }, Key("a") with { Partition = part }, Key(part)])
            {
                await Refused(() => Store.FindAsync(key, default));
                await Refused(() => Store.FindManyAsync([Key("a"), key], default));
                await Refused(() => Store.SaveAsync(DocumentWrite.Delete(key), default));
                await Refused(() => Store.SaveManyAsync([DocumentWrite.Upsert(Key("a"), Json("{}")), DocumentWrite.Upsert(key, Json("{}"))], default));
            }

        Assert.Null(await FindAsync("a"));
    }

    [StoreFact]
    public async Task Json_that_is_not_one_object_is_refused()
    {
        foreach (var text in (string[])["", " ", "[]", "1", "null", "\"a\"", "{", "{}{}", "{} x", """{"a":}""", """{"a":NaN}""", "{'a':1}", Nested(65)])
            await Refused(() => UpsertAsync("a", text));
        await Refused(() => Store.SaveAsync(DocumentWrite.Upsert(Key("a"), new byte[] { (byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}' }), default));

        Assert.Null(await FindAsync("a"));
    }

    [StoreFact]
    public async Task Values_are_any_unicode()
    {
        foreach (var text in (string[])["日本語・한국어・简体中文", "🏳️‍🌈 e\u0301 ﷽", "\u202Eright to left", "\u2028\u2029\uFEFF\uFFFD\uFFFF", "𝒳𠜎", "'\"\\/\b\f\n\r\t"])
        {
            var raw = $$"""{"{{Escaped(text)}}":"{{Escaped(text)}}","nul":"\u0000"}""";

            await UpsertAsync("a", raw);

            AssertSame(raw, await FindAsync("a"));
        }
    }

    [StoreFact]
    public async Task Any_shape_of_object_comes_back_as_it_was()
    {
        const string Text = """
            { "id": "mine", "pk": 1, "_etag": "x", "ttl": 1, "exp": 0, "doc": { "doc": [] }, "": null, "a": [1, -0.5, 1e-7, 1.50, 9007199254740991, true],
              "deep": [[[{ "x": {} }]]], "Documents": [{}], "_count": 3 }
            """;

        await CreateAsync("a", Text);
        await CreateAsync("b", Nested(64));

        AssertSame(Text, await FindAsync("a"));
        AssertSame(Nested(64), await FindAsync("b"));
        AssertSame(Text, (await Store.ListAsync(new DocumentRange("orders", "m1"), 1, null, default)).Documents[0]);
    }

    [StoreFact]
    public async Task A_document_of_1_9_megabytes_is_kept()
    {
        var large = $$"""{"text":"{{new string('x', 1_900_000)}}"}""";

        var result = await UpsertAsync("a", large);

        Assert.True(result.Saved);
        AssertSame(large, await FindAsync("a"));
        AssertSame(large, (await Store.ListAsync(new DocumentRange("orders", "m1"), 10, null, default)).Documents.Single());
    }

    [StoreFact]
    public async Task The_size_limit_is_exact_and_counts_bytes()
    {
        const int Frame = 8; // {"t":""}
        var fits = $$"""{"t":"{{new string('x', StoreOptions.MaxDocumentBytes - Frame)}}"}""";
        var tooLarge = $$"""{"t":"{{new string('é', (StoreOptions.MaxDocumentBytes - Frame) / 2)}}x"}""";

        var result = await UpsertAsync("a", fits);

        Assert.True(result.Saved);
        await Assert.ThrowsAsync<TooLargeException>(() => UpsertAsync("b", tooLarge));
        await Assert.ThrowsAsync<TooLargeException>(() => Store.SaveManyAsync([DocumentWrite.Upsert(Key("c"), Json("{}")), DocumentWrite.Upsert(Key("b"), Json(tooLarge))], default));
        Assert.Null(await FindAsync("b"));
        Assert.Null(await FindAsync("c"));
    }

    private static Task<InvalidInputException> Refused(Func<Task> call) => Assert.ThrowsAsync<InvalidInputException>(call);

    private static string Nested(int levels) => string.Concat(Enumerable.Repeat("{\"a\":", levels - 1)) + "{}" + new string('}', levels - 1);

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
            escaped.Append(c is '"' or '\\' ? $"\\{c}" : c < ' ' ? $"\\u{(int)c:x4}" : c.ToString());
        return escaped.ToString();
    }
}
