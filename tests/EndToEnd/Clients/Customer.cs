using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Switchboard.Testing;

namespace EndToEnd.Clients;

/// <summary>A demo user with a token.</summary>
internal sealed record Customer(string UserId, string Name, string CustomerId, IReadOnlyList<string> Orders, string Token)
{
    /// <summary>Signs a demo customer in. Tests that count on their own rate limits or histories take a customer of their own.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="index">Which of the demo customers.</param>
    public static async Task<Customer> SignInAsync(PlatformFixture platform, int index)
    {
        using var http = new HttpClient { BaseAddress = platform.Gateway };
        var users = await http.GetFromJsonAsync<DemoUser[]>("/auth/demo-users", TestContext.Current.CancellationToken) ?? [];
        var user = users.Where(user => user.Role == "customer").ElementAt(index);
        using var response = await http.PostAsJsonAsync("/auth/token", new { user = user.Id }, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<TokenAnswer>(TestContext.Current.CancellationToken);
        return new Customer(user.Id, user.Name, user.CustomerId!, user.Orders, answer!.Token);
    }

    private sealed record DemoUser(string Id, string Name, string Role, string? CustomerId)
    {
        [JsonInclude]
        public IReadOnlyList<string> Orders { get; init; } = [];
    }

    private sealed record TokenAnswer(string Token);
}
