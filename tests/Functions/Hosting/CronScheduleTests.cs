using System.Globalization;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Tests.Functions.Hosting;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("* * * * * *", "2026-03-01T12:00:00", "2026-03-01T12:00:01")]
    [InlineData("* * * * * *", "2026-03-01T12:00:00.900", "2026-03-01T12:00:01")]
    [InlineData("0 */5 * * * *", "2026-03-01T12:00:00", "2026-03-01T12:05:00")]
    [InlineData("0 */5 * * * *", "2026-03-01T11:59:59", "2026-03-01T12:00:00")]
    [InlineData("0 30 3 * * *", "2026-03-01T12:00:00", "2026-03-02T03:30:00")]
    [InlineData("0 30 3 * * *", "2026-03-01T03:29:59.999", "2026-03-01T03:30:00")]
    [InlineData("0 30 3 * * *", "2026-03-01T03:30:00", "2026-03-02T03:30:00")]
    [InlineData("30 3 * * *", "2026-03-01T12:00:00", "2026-03-02T03:30:00")]
    [InlineData("15,45 * * * * *", "2026-03-01T12:00:20", "2026-03-01T12:00:45")]
    [InlineData("15,45 * * * * *", "2026-03-01T12:59:45", "2026-03-01T13:00:15")]
    [InlineData("0 0 8-18/4 * * *", "2026-03-01T12:00:00", "2026-03-01T16:00:00")]
    [InlineData("0 0 8-18/4 * * *", "2026-03-01T16:00:00", "2026-03-02T08:00:00")]
    [InlineData("0 0 0 * * mon-fri", "2026-03-06T00:00:00", "2026-03-09T00:00:00")]
    [InlineData("0 0 0 * * Sunday", "2026-03-01T00:00:00", "2026-03-08T00:00:00")]
    [InlineData("0 0 0 1 jan *", "2026-03-01T00:00:00", "2027-01-01T00:00:00")]
    [InlineData("0 0 0 31 * *", "2026-03-31T00:00:00", "2026-05-31T00:00:00")]
    [InlineData("0 0 0 29 2 *", "2026-03-01T00:00:00", "2028-02-29T00:00:00")]
    [InlineData("0 0 0 29 2 1", "2026-03-01T00:00:00", "2044-02-29T00:00:00")]
    [InlineData("0 0 0 13 * 5", "2026-03-14T00:00:00", "2026-11-13T00:00:00")]
    [InlineData("59 59 23 31 12 *", "2026-12-31T23:59:59", "2027-12-31T23:59:59")]
    [InlineData("10/20 * * * * *", "2026-03-01T12:00:31", "2026-03-01T12:00:50")]
    [InlineData("0 45-50 23 * * *", "2026-03-01T23:50:00", "2026-03-02T23:45:00")]
    public void The_next_moment_is_the_first_later_one_that_fits(string schedule, string after, string expected) =>
        Assert.Equal(Utc(expected), CronSchedule.Parse(schedule).Next(Utc(after)));

    [Fact]
    public void Moments_are_counted_in_UTC_whatever_the_offset_asked_with() =>
        Assert.Equal(Utc("2026-03-01T03:30:00"), CronSchedule.Parse("0 30 3 * * *").Next(new DateTimeOffset(2026, 3, 1, 5, 0, 0, TimeSpan.FromHours(2))));

    [Theory]
    [InlineData("0 0 0 30 2 *")]
    [InlineData("0 0 0 31 4,6,9,11 *")]
    public void A_day_that_no_calendar_has_never_comes(string schedule) => Assert.Null(CronSchedule.Parse(schedule).Next(Utc("2026-03-01T00:00:00")));

    [Fact]
    public void Against_a_second_by_second_search_every_moment_is_found()
    {
        var schedule = CronSchedule.Parse("7,37 */20 1-3 * 2,3 0,6");
        var start = Utc("2026-02-27T00:00:00");
        var expected = Enumerable.Range(1, 4 * 86_400).Select(s => start.AddSeconds(s))
            .Where(t => t is { Second: 7 or 37, Minute: 0 or 20 or 40, Hour: 1 or 2 or 3, Month: 2 or 3, DayOfWeek: DayOfWeek.Saturday or DayOfWeek.Sunday });

        var found = new List<DateTimeOffset>();
        for (var next = schedule.Next(start); next <= start.AddDays(4); next = schedule.Next(next.Value))
            found.Add(next.Value);

        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("* * * * * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("* * 24 * * *")]
    [InlineData("* * * 0 * *")]
    [InlineData("* * * * 13 *")]
    [InlineData("* * * * * 7")]
    [InlineData("5-1 * * * * *")]
    [InlineData("*/0 * * * * *")]
    [InlineData("*/x * * * * *")]
    [InlineData("1-2-3 * * * * *")]
    [InlineData("1//2 * * * * *")]
    [InlineData("-1 * * * * *")]
    [InlineData(", * * * * *")]
    [InlineData("* * * * ju *")]
    [InlineData("* * * * * someday")]
    public void What_is_no_schedule_is_refused(string schedule) => Assert.Throws<InvalidDataException>(() => CronSchedule.Parse(schedule));

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text + "Z", CultureInfo.InvariantCulture);
}
