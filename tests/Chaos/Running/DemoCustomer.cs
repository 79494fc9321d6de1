using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace Chaos.Running;

/// <summary>A demo user with a token.</summary>
internal sealed record DemoCustomer(string UserId, string CustomerId, IReadOnlyList<string> Orders, string Token)
{
    /// <summary>Signs all of them in.</summary>
    public static async Task<IReadOnlyList<DemoCustomer>> SignInAsync(Uri gateway, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = gateway };
        var customers = new List<DemoCustomer>();
        var users = await http.GetFromJsonAsync<DemoUser[]>("/auth/demo-users", cancellationToken) ?? [];
        foreach (var user in users.Where(user => user.Role == "customer"))
        {
            using var response = await http.PostAsJsonAsync("/auth/token", new { user = user.Id }, cancellationToken);
            response.EnsureSuccessStatusCode();
            var answer = await response.Content.ReadFromJsonAsync<TokenAnswer>(cancellationToken);
            customers.Add(new DemoCustomer(user.Id, user.CustomerId!, user.Orders, answer!.Token));
        }

        return customers;
    }

    private sealed record DemoUser(string Id, string Role, string? CustomerId)
    {
        [JsonInclude]
        public IReadOnlyList<string> Orders { get; init; } = [];
    }

    private sealed record TokenAnswer(string Token);
}
