using Microsoft.Extensions.DependencyInjection;

namespace MerchantOps.Reviews;

public static class ReviewsRegistration
{
    /// <summary>Needs streaming and fraud.</summary>
    public static IServiceCollection AddReviews(this IServiceCollection services) => services.AddSingleton<ReviewDesk>();
}
