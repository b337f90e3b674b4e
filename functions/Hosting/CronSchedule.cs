namespace MerchantOps.Functions.Hosting;

/// <summary>
/// A schedule in NCRONTAB as Azure Functions has it: <c>{second} {minute} {hour} {day} {month} {day-of-week}</c> in UTC, or five
/// fields without seconds. A moment fits when every field fits; so with both days given, both must. Immutable.
/// </summary>
internal sealed class CronSchedule
{
    /// <summary>The calendar repeats after 28 years but for a century's missing leap day; what has not come by then never will.</summary>
    private const int YearsAhead = 48;

    private readonly CronField _second, _minute, _hour, _day, _month, _weekday;

    private CronSchedule(ReadOnlySpan<string> fields)
    {
        _second = CronField.Parse(fields[0], "second", 0, 59);
        _minute = CronField.Parse(fields[1], "minute", 0, 59);
        _hour = CronField.Parse(fields[2], "hour", 0, 23);
        _day = CronField.Parse(fields[3], "day", 1, 31);
        _month = CronField.Parse(fields[4], "month", 1, 12, "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
        _weekday = CronField.Parse(fields[5], "day of week", 0, 6, "sun", "mon", "tue", "wed", "thu", "fri", "sat");
    }

    /// <exception cref="InvalidDataException">It is no schedule; the message names the field.</exception>
    public static CronSchedule Parse(string text)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length switch
        {
            6 => new CronSchedule(fields),
            5 => new CronSchedule(["0", .. fields]),
            _ => throw new InvalidDataException($"a schedule has five or six fields, and this has {fields.Length}: {text}"),
        };
    }

    /// <summary>The first moment later than <paramref name="after"/> that fits, in whole seconds UTC; null when there never is one.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var start = after.UtcDateTime.AddTicks(-(after.UtcDateTime.Ticks % TimeSpan.TicksPerSecond)).AddSeconds(1);
        var day = start.Date;
        var time = TimeOfDay(start.TimeOfDay);
        for (var last = day.AddYears(YearsAhead); day <= last; day = NextDay(day), time = TimeOfDay(TimeSpan.Zero))
            if (time is { } fit && FitsDay(day))
                return new DateTimeOffset(day + fit, TimeSpan.Zero);
        return null;
    }

    private bool FitsDay(DateTime day) => _month.Has(day.Month) && _day.Has(day.Day) && _weekday.Has((int)day.DayOfWeek);

    private DateTime NextDay(DateTime day) => _month.Has(day.Month) ? day.AddDays(1) : new DateTime(day.Year, day.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);

    /// <summary>The first time of a day, not before <paramref name="from"/>, that fits; null when that day has none left.</summary>
    private TimeSpan? TimeOfDay(TimeSpan from)
    {
        for (var hour = _hour.From(from.Hours); hour is not null; hour = _hour.From(hour.Value + 1))
        {
            var later = hour > from.Hours;
            for (var minute = _minute.From(later ? 0 : from.Minutes); minute is not null; minute = _minute.From(minute.Value + 1))
                if (_second.From(later || minute > from.Minutes ? 0 : from.Seconds) is { } second)
                    return new TimeSpan(hour.Value, minute.Value, second);
        }

        return null;
    }
}
