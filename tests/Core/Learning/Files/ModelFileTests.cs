using System.Text;
using MerchantOps.Learning.Data;
using MerchantOps.Learning.Files;

namespace MerchantOps.Tests.Core.Learning.Files;

public sealed class ModelFileTests
{
    private static readonly ModelCard Card = new("fraud of orders", "toy", [Feature.Number("amount"), Feature.Category("country", ["DE", "日本"])], 1200)
    {
        TrainedFrom = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        TrainedAt = new DateTimeOffset(2026, 2, 2, 0, 0, 0, TimeSpan.Zero),
        Metrics = new Dictionary<string, double> { ["auc"] = 0.987654321, ["log_loss"] = double.NaN },
        Options = new Dictionary<string, string> { ["trees"] = "200" },
    };

    [Fact]
    public void A_model_comes_back_with_its_card()
    {
        var (card, format, numbers) = Read(Saved());

        Assert.Equal([1.5, -2, double.NaN], numbers);
        Assert.Equal(1, format);
        Assert.Equal((Card.Name, Card.Kind, Card.Rows, Card.LibraryVersion), (card.Name, card.Kind, card.Rows, card.LibraryVersion));
        Assert.Equal((Card.TrainedFrom, Card.TrainedTo, Card.TrainedAt), (card.TrainedFrom, card.TrainedTo, card.TrainedAt));
        Assert.Equal(Card.Metrics, card.Metrics);
        Assert.Equal(Card.Options, card.Options);
        Assert.Equal(["amount", "country"], card.Features.Select(static f => f.Name));
        Assert.Equal(FeatureKind.Category, card.Features[1].Kind);
        Assert.Equal(["DE", "日本"], card.Features[1].Categories);
        Assert.NotEmpty(card.LibraryVersion);
    }

    [Fact]
    public void The_card_can_be_read_alone() => Assert.Equal(Card.Name, ModelFile.ReadCard(new MemoryStream(Saved())).Name);

    [Fact]
    public void Two_models_may_stand_in_one_stream()
    {
        var stream = new MemoryStream([.. Saved(), .. Saved()]);

        Assert.Equal(ModelFile.ReadCard(stream).Name, ModelFile.ReadCard(stream).Name);
        Assert.Equal(stream.Length, stream.Position);
    }

    [Fact]
    public void Saving_twice_gives_the_same_bytes() => Assert.Equal(Saved(), Saved());

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        var whole = Saved();

        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<InvalidModelFileException>(() => Read(whole[..length]));
    }

    [Fact]
    public void A_file_with_any_byte_changed_is_refused()
    {
        var whole = Saved();

        for (var at = 0; at < whole.Length; at++)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= (byte)(1 << (at % 8));
            Assert.Throws<InvalidModelFileException>(() => Read(changed));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK\u0003\u0004 is the beginning of an archive, not of a model")]
    [InlineData("{\"name\":\"fraud of orders\",\"kind\":\"toy\"}")]
    public void A_foreign_file_is_named_one(string text)
    {
        var error = Assert.Throws<InvalidModelFileException>(() => Read(Encoding.UTF8.GetBytes(text)));

        Assert.Contains("no model file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_another_kind_is_refused_by_name()
    {
        var error = Assert.Throws<InvalidModelFileException>(() => ModelFile.Read(new MemoryStream(Saved()), "boosted-trees", 1, static (_, _, _) => 0));

        Assert.Contains("kind toy, wanted is boosted-trees", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_format_is_refused_and_an_older_one_reaches_the_reader()
    {
        var error = Assert.Throws<InvalidModelFileException>(() => Read(Saved(format: 4), newest: 3));

        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, Read(Saved(format: 2), newest: 3).Format);
    }

    [Fact]
    public void A_newer_container_is_refused_and_says_so()
    {
        var file = Saved();
        file[8] = 2;

        Assert.Contains("container version 2", Assert.Throws<InvalidModelFileException>(() => Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_payload_must_be_read_to_its_end_and_not_beyond()
    {
        var file = Saved();

        Assert.Throws<InvalidModelFileException>(() => ModelFile.Read(new MemoryStream(file), "toy", 1, static (_, _, r) => r.ReadByte()));
        Assert.Throws<InvalidModelFileException>(() => ModelFile.Read(new MemoryStream(file), "toy", 1, static (_, _, r) => r.ReadBytes(28).Length + r.ReadInt32()));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(4)]
    [InlineData(-1)]
    public void An_array_longer_than_its_payload_is_refused_before_it_is_made(int length)
    {
        var file = new MemoryStream();
        ModelFile.Write(file, Card, 1, w =>
        {
            w.Write(length);
            w.Write([1, 2, 3, 4, 5, 6, 7, 8]);
        });

        Assert.Throws<InvalidModelFileException>(() => Read(file.ToArray()));
    }

    [Fact]
    public void A_length_that_promises_a_gigabyte_costs_no_gigabyte()
    {
        byte[] file = [.. Saved()[..12], .. BitConverter.GetBytes(3), .. "toy"u8, .. BitConverter.GetBytes(1), .. BitConverter.GetBytes(2), .. "{}"u8, .. BitConverter.GetBytes(1 << 30)];
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidModelFileException>(() => Read(file));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("a kind that goes on and on and on and on and on and on and on and on and on and on and on and on and on and on", 1)]
    [InlineData("toy", 0)]
    public void A_card_out_of_range_is_not_written(string kind, int format) =>
        Assert.ThrowsAny<ArgumentException>(() => ModelFile.Write(new MemoryStream(), Card with { Kind = kind }, format, static _ => { }));

    private static byte[] Saved(int format = 1)
    {
        var file = new MemoryStream();
        ModelFile.Write(file, Card, format, static w => w.WriteArray<double>([1.5, -2, double.NaN]));
        return file.ToArray();
    }

    private static (ModelCard Card, int Format, double[] Numbers) Read(byte[] file, int newest = 1) =>
        ModelFile.Read(new MemoryStream(file), "toy", newest, static (card, format, reader) => (card, format, reader.ReadArray<double>()));
}
